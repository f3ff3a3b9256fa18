/** The worker that holds the station: keys, store and connection. One for all tabs where workers can be shared. */
import { answerCalls } from './rpc/answerer.ts';
import { lineOf, type Reply, type Request } from './rpc/frames.ts';
import { Desk } from './station/desk.ts';
import { stationMethods } from './station/methods.ts';
import { stationName } from './station/station-name.ts';

const desk = new Desk(location.origin, stationName(navigator.userAgent));
const methods = stationMethods(desk);
const answer = (port: Parameters<typeof lineOf>[0]) => answerCalls(lineOf<Reply, Request>(port), methods);

if ('onconnect' in globalThis) {
  addEventListener('connect', (event) => {
    const [port] = (event as MessageEvent).ports;
    if (port) answer(port);
  });
} else {
  answer(globalThis);
}

await desk.start();
