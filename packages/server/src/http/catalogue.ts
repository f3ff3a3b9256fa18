import { type Auth, type Call, type CallName, callNames, calls } from '@parley/protocol/wire';
import { Refusal } from '../operations/refusal.ts';

/** The calls under one `srv` and `api`. */
export interface Service {
  readonly srv: Call['srv'];
  readonly api: string;
  readonly actions: ReadonlyMap<string, CallName>;
  readonly auths: ReadonlySet<Auth>;
}

/** @throws Refusal `unknown_call` */
export function serviceOf(srv: string, api: string): Service {
  const service = services.get(keyOf(srv, api));
  if (service) return service;
  throw new Refusal(
    'unknown_call',
    'There is no such service: `srv` and `api` in the query must name one, as in ?srv=chatserver&api=chatlogin.',
  );
}

/** @throws Refusal `unknown_call` */
export function callNameOf(service: Service, action: string): CallName {
  const name = service.actions.get(action);
  if (name) return name;
  const known = [...service.actions.keys()].join(', ');
  throw new Refusal('unknown_call', `\`action\` must be one that ${service.api} has: ${known}.`);
}

const services = new Map<string, Service>();
for (const name of callNames) {
  const { srv, api, action, auth }: Call = calls[name];
  const known = services.get(keyOf(srv, api));
  services.set(keyOf(srv, api), {
    srv,
    api,
    actions: new Map([...(known?.actions ?? []), [action, name]]),
    auths: new Set([...(known?.auths ?? []), auth]),
  });
}

function keyOf(srv: string, api: string): string {
  return `${srv} ${api}`;
}
