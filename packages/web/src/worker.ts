/** The worker that holds the station: keys, store and connection. One for all tabs. */
import { answerCalls } from './rpc/answerer.ts';
import { lineOf, type Reply, type Request } from './rpc/frames.ts';
import { Desk } from './station/desk.ts';
import { stationMethods } from './station/methods.ts';
import { stationName } from './station/station-name.ts';

const desk = new Desk(location.origin, stationName(navigator.userAgent));
const methods = stationMethods(desk);
// Pages show what was kept before anybody is logged in here: what they ask for waits until it is known who is.
const started = desk.start();

if ('onconnect' in globalThis) {
  addEventListener('connect', (event) => {
    const [port] = (event as MessageEvent).ports;
    if (port) void started.then(() => answerCalls(lineOf<Reply, Request>(port), methods));
  });
} else {
  // What the worker before it left undone is asked of it at once: it speaks up when it can do it.
  const [{ leadTabs }] = await Promise.all([import('./rpc/lead.ts'), started]);
  leadTabs(location.pathname, methods);
}
