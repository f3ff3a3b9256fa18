import { resolve } from 'node:path';

/** What the log tells, from most to least. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** An option's value cannot be used; the message is a sentence that names the option and says what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

interface Option<Value> {
  /** Its environment variable. */
  readonly env: string;
  /** Its flag on the command line, with a placeholder for its value; none for what must not stand there. */
  readonly flag?: string;
  readonly help: string;
  /** What it is when nothing is given, as it would be given; empty for nothing. */
  readonly default: string;
  /** What a value must be: completes the sentence "… must be". */
  readonly expected: string;
  /** @returns undefined when the text is not what is expected */
  parse(text: string): Value | undefined;
}

const option = <Value>(parts: Option<Value>): Option<Value> => parts;

/** Every option of the server, once. Flags win over the environment, which wins over the default. */
export const options = {
  port: option<number>({
    env: 'PARLEY_PORT',
    flag: '--port <number>',
    help: 'the port to listen on; 0 takes any free one',
    default: '9080',
    expected: 'a number from 0 to 65535',
    parse: (text) => integer(text, 0, 65535),
  }),
  host: option<string>({
    env: 'PARLEY_HOST',
    flag: '--host <address>',
    help: 'the address to listen on; "localhost" is this machine only, by IPv4 and IPv6; "::" or "0.0.0.0" is every address',
    default: 'localhost',
    expected: 'an IP address of this machine, "localhost", or "::" for all addresses',
    parse: hostOf,
  }),
  tlsCert: option<string>({
    env: 'PARLEY_TLS_CERT',
    flag: '--tls-cert <file>',
    help: 'a certificate (PEM, with those that lead to its issuer): then the server speaks https and wss; a renewed one is taken over as it runs',
    default: '',
    expected: 'the path of a PEM file',
    parse: pathOf,
  }),
  tlsKey: option<string>({
    env: 'PARLEY_TLS_KEY',
    flag: '--tls-key <file>',
    help: 'the private key of the certificate (PEM, without a password)',
    default: '',
    expected: 'the path of a PEM file',
    parse: pathOf,
  }),
  udpHost: option<string>({
    env: 'PARLEY_UDP_HOST',
    flag: '--udp-host <address>',
    help: 'the address of the UDP listener; when not given, that of --host',
    default: '',
    expected: 'an IP address of this machine, "localhost", or "::" for all addresses',
    parse: (text) => (text === '' ? text : hostOf(text)),
  }),
  udpPort: option<number | 'off' | ''>({
    env: 'PARLEY_UDP_PORT',
    flag: '--udp-port <number|off>',
    help: 'the port of the UDP listener; 0 takes any free one, off does without; when not given, 9010, or a free one where --port is 0',
    default: '',
    expected: 'a number from 0 to 65535, or "off"',
    parse: (text) => (text === '' || text === 'off' ? text : integer(text, 0, 65535)),
  }),
  data: option<string>({
    env: 'PARLEY_DATA',
    flag: '--data <folder>',
    help: 'the folder that holds everything the server keeps; made if it is not there',
    default: './data',
    expected: 'the path of a folder',
    parse: folderPath,
  }),
  url: option<string>({
    env: 'PARLEY_URL',
    flag: '--url <url>',
    help: 'the public address, when a proxy stands before the server; without it, the one that each client uses',
    default: '',
    expected: 'an http or https URL without query, such as https://chat.example.org',
    parse: publicUrl,
  }),
  web: option<string>({
    env: 'PARLEY_WEB',
    flag: '--web <folder>',
    help: 'the folder of a built browser client; without it, the one that comes with Parley',
    default: '',
    expected: 'the path of a folder',
    parse: (text) => (text === '' ? text : folderPath(text)),
  }),
  secret: option<string>({
    env: 'PARLEY_SECRET',
    help: 'the server key, at least 32 characters; without it, the file server.key in the data folder, made at the first start',
    default: '',
    expected: 'at least 32 characters, best random ones',
    parse: (text) => (text === '' || text.length >= 32 ? text : undefined),
  }),
  registration: option<'true' | 'invite' | 'false'>({
    env: 'PARLEY_REGISTRATION',
    flag: '--registration <who>',
    help: 'who may register in the workspace that a first start makes: open, invite or closed; the first user always may',
    default: 'open',
    expected: '"open", "invite" or "closed"',
    parse: (text) => (({ open: 'true', invite: 'invite', closed: 'false' }) as const)[text],
  }),
  logLevel: option<LogLevel>({
    env: 'PARLEY_LOG',
    flag: '--log <level>',
    help: `how much to log: ${LOG_LEVELS.join(', ')}; requests show at debug`,
    default: 'info',
    expected: `one of ${LOG_LEVELS.join(', ')}`,
    parse: (text) => LOG_LEVELS.find((level) => level === text),
  }),
  allowUnsignedNotifications: option<boolean>({
    env: 'PARLEY_ALLOW_UNSIGNED_NOTIFICATIONS',
    flag: '--allow-unsigned-notifications <true|false>',
    help: 'answer notification polls that name only a station: lets a chat partner read who writes to whom',
    default: 'false',
    expected: '"true" or "false"',
    parse: (text) => ({ true: true, false: false })[text],
  }),
  requestTimeout: option<number>({
    env: 'PARLEY_REQUEST_TIMEOUT',
    flag: '--request-timeout <seconds>',
    help: 'how long a request may take to arrive, and an idle connection stays open',
    default: '60',
    expected: 'a number of seconds from 1 to 240',
    parse: (text) => integer(text, 1, 240),
  }),
  stopTimeout: option<number>({
    env: 'PARLEY_STOP_TIMEOUT',
    flag: '--stop-timeout <seconds>',
    help: 'how long requests under way may take to finish when the server is told to stop',
    default: '10',
    expected: 'a number of seconds from 0 to 600',
    parse: (text) => integer(text, 0, 600),
  }),
};

export type OptionName = keyof typeof options;

/** The server's settings, checked. */
export type Config = {
  readonly [Name in OptionName]: NonNullable<ReturnType<(typeof options)[Name]['parse']>>;
};

export const optionNames = Object.keys(options) as OptionName[];

/**
 * Settings from flags, then the environment, then defaults. An empty variable counts as not set.
 * @throws ConfigError naming the first option that cannot be used
 */
export function readConfig(
  flags: Partial<Record<OptionName, string>>,
  environment: Record<string, string | undefined>,
): Config {
  const read = (name: OptionName) => {
    const { env, flag, default: fallback, expected, parse } = options[name] as Option<unknown>;
    const text = flags[name] ?? (environment[env] || fallback);
    const value = parse(text);
    if (value !== undefined) return value;
    const source = flags[name] === undefined ? env : flag?.split(' ')[0];
    // The secret must not stand in a terminal or a log.
    const given = name === 'secret' ? '' : `, not ${JSON.stringify(text)}`;
    throw new ConfigError(`${source} must be ${expected}${given}.`);
  };
  return Object.fromEntries(optionNames.map((name) => [name, read(name)])) as Config;
}

/** Empty for none. */
function pathOf(text: string): string | undefined {
  if (text.includes('\0')) return undefined;
  return text === '' ? text : resolve(text);
}

function hostOf(text: string): string | undefined {
  return /^[A-Za-z0-9.:_%-]+$/.test(text) ? text : undefined;
}

function folderPath(text: string): string | undefined {
  return text === '' || text.includes('\0') ? undefined : resolve(text);
}

function integer(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}

/** Kept without its final slash, so that paths can be put behind it. */
function publicUrl(text: string): string | undefined {
  if (text === '') return text;
  if (!URL.canParse(text)) return undefined;
  const { protocol, host, pathname, search, hash, username, password } = new URL(text);
  const plain = search + hash + username + password === '' && !text.includes('?') && !text.includes('#');
  if (!/^https?:$/.test(protocol) || !plain) return undefined;
  return `${protocol}//${host}${pathname.replace(/\/+$/, '')}`;
}
