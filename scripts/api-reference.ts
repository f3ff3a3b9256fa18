/** Writes docs/api.md from the wire schemas. `--check` only says whether it is current. */
import {
  type Call,
  callNames,
  calls,
  errors,
  Push,
  Subscribe,
  SubscribeBody,
  Typing,
} from '@parley/protocol/wire';

interface Field {
  type?: string;
  const?: unknown;
  description?: string;
  properties?: Record<string, Field>;
  required?: string[];
  items?: Field;
  anyOf?: Field[];
  additionalProperties?: unknown;
}

const target = new URL('../docs/api.md', import.meta.url);

export function apiReference(): string {
  return [
    '# API reference',
    '',
    'Every call of the server, made from the schemas in `packages/protocol/src/wire` by `bun scripts/api-reference.ts`; a test fails while it is out of date. What holds for all of them (headers, signature, dates, cursors, replay) stands in [spec/wire.md](spec/wire.md), the forms of keys and secrets in [spec/trust.md](spec/trust.md).',
    '',
    'A call is `POST <server>/?srv=<service>&api=<call>` with `Content-Type: application/json`. Members in *italics* may be absent. Every answer has `status` ("OK") and `errormessage` (empty), which are not repeated below.',
    '',
    '## Errors',
    '',
    '`{"status":"ERROR","errorcode":"…","errormessage":"…"}`, with the HTTP status given here. `invalid_request`, `signature_invalid`, `session_expired`, `clock_skew`, `too_large`, `unsupported_media_type`, `rate_limited`, `internal` and `overloaded` may come from any call; the others are named with the calls that give them.',
    '',
    '| code | status | meaning | also has |',
    '|---|---|---|---|',
    ...Object.entries(errors).map(([code, entry]) => {
      const adds = 'adds' in entry ? entry.adds.map((name) => `\`${name}\``).join(', ') : '';
      return `| \`${code}\` | ${entry.status} | ${entry.about} | ${adds} |`;
    }),
    '',
    '## Calls',
    '',
    ...callNames.flatMap((name) => section(name, calls[name])),
    '## Listeners',
    '',
    'The WebSocket and the UDP listener, where `listeners` of the login answer says. What a client may rely on stands in [live.md](live.md).',
    '',
    'The first frame of a WebSocket, or a datagram. `signature` is made over exactly the string `body`, with srv `chatserver` and api `chatlistener`; each is accepted once.',
    '',
    ...members('Subscription', Subscribe as Field, []),
    ...members('`body`, parsed', SubscribeBody as Field, []),
    'The answer on a WebSocket is `{"status":"OK","errormessage":""}`, or an error, after which the socket is closed. A datagram is never answered.',
    '',
    ...members('Frame of a client on an open socket', Typing as Field, []),
    ...members('Push', Push as Field, ['status', 'errormessage']),
  ].join('\n');
}

const callers = {
  none: 'anybody',
  station: 'anybody; header `Ozeki-Station`',
  signed: "a user's station with a session; headers `Ozeki-Signature`, `Ozeki-Station`, `Ozeki-User`",
  user: 'a user with a session; headers `Ozeki-Signature`, `Ozeki-User`',
} as const;

function section(name: string, call: Call): string[] {
  const own = call.errors.map((code) => `\`${code}\``).join(', ');
  return [
    `### ${name}`,
    '',
    `\`?srv=${call.srv}&api=${call.api}\`, action \`${call.action}\`. Called by ${callers[call.auth]}.${
      call.auth === 'signed' && call.replay === 'once' ? ' Executed once per signature.' : ''
    }`,
    '',
    call.about,
    '',
    ...members('Request', call.request as Field, ['action', 'nonce', 'clientversioncode', 'timestamp']),
    ...members('Answer', call.response as Field, ['status', 'errormessage']),
    ...(own ? [`Errors of its own: ${own}.`, ''] : []),
  ];
}

function members(title: string, object: Field, omitted: string[]): string[] {
  // A `nonce` that is required is the call's own.
  const rows = rowsOf(object, '').filter(
    ({ path, optional }) => !omitted.includes(path) || (path === 'nonce' && !optional),
  );
  if (rows.length === 0) return [];
  return [
    `| ${title} | |`,
    '|---|---|',
    ...rows.map(({ path, optional, text }) => `| ${optional ? `*\`${path}\`*` : `\`${path}\``} | ${text} |`),
    '',
  ];
}

interface MemberRow {
  path: string;
  optional: boolean;
  text: string;
}

function rowsOf(object: Field, prefix: string): MemberRow[] {
  return Object.entries(object.properties ?? {}).flatMap(([name, field]) => {
    const path = prefix + name;
    const optional = !(object.required ?? []).includes(name);
    const inner = field.properties ?? field.items?.properties;
    const below = inner ? rowsOf(field.items ?? field, `${path}${field.items ? '[]' : ''}.`) : [];
    return [{ path, optional, text: kindOf(field) }, ...below];
  });
}

function kindOf(field: Field): string {
  if (field.description) return field.description;
  if (field.const !== undefined) return `\`${JSON.stringify(field.const)}\``;
  if (field.anyOf) return field.anyOf.map(kindOf).join(' or ');
  if (field.type === 'array')
    return field.items?.properties ? 'a list of objects' : `a list: ${kindOf(field.items ?? {})}`;
  if (field.type === 'object') return field.properties ? 'an object' : 'an object whose members are user ids';
  return { string: 'text', integer: 'an integer', boolean: 'true or false' }[field.type ?? ''] ?? 'any value';
}

if (import.meta.main) {
  const current = apiReference();
  if (process.argv.includes('--check')) {
    const same = (await Bun.file(target).text()) === current;
    if (!same) console.error('docs/api.md is out of date: run `bun scripts/api-reference.ts`.');
    process.exit(same ? 0 : 1);
  }
  await Bun.write(target, current);
}
