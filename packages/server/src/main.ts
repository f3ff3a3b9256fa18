import type { Config } from './config.ts';
import { listen } from './http/listen.ts';
import { Replays } from './http/replays.ts';
import { HttpServer } from './http/server.ts';
import { StaticFiles } from './http/static.ts';
import { Datagrams } from './live/datagrams.ts';
import { Hub } from './live/hub.ts';
import { listenUdp, type UdpListening } from './live/listen-udp.ts';
import { Sockets } from './live/sockets.ts';
import { errorFields, type Log, openLog } from './log.ts';
import type { Sources } from './operations/operation.ts';
import { Presence } from './presence.ts';
import { loadServerKeys } from './secrets/server-key.ts';
import type { ServerServices } from './services.ts';
import { Sessions } from './sessions/sessions.ts';
import { systemSources } from './sources.ts';
import { StartError } from './start-error.ts';
import type { Engine } from './store/engine/engine.ts';
import { openStore } from './store/open.ts';
import { VERSION } from './version.ts';
import { openWorkspaces } from './workspaces.ts';

export { type Config, ConfigError, readConfig } from './config.ts';
export type { Sources } from './operations/operation.ts';
export { StartError } from './start-error.ts';
export { VERSION } from './version.ts';

/** A server that accepts connections. */
export interface RunningServer {
  /** Where it is reached from this machine, without a final slash. */
  readonly url: string;
  readonly port: number;
  /** What answers: for who brings a request or a socket in another way than over the network, as tests do. */
  readonly http: HttpServer;
  readonly sockets: Sockets;
  /** Requests that have begun to arrive and are not answered yet. */
  pending(): number;
  /** Who hears of changes at once: subscribed sockets, registrations by UDP, polls that wait. */
  listeners(): number;
  /**
   * Stops: new requests are refused, what is under way may finish within `stopTimeout`, then the store is closed.
   * Repeating it waits for the same end.
   */
  stop(): Promise<void>;
}

const SECOND = 1000;
const HOUR = 3_600_000;
/** How long the last answers may take to be sent when the server stops, in milliseconds. */
const SEND_TIMEOUT = 1000;

/**
 * Starts a server.
 * @param overrides the clock, ids and random bytes, for tests
 * @throws StartError with one sentence that says what to do
 */
export async function startServer(config: Config, overrides: Partial<Sources> = {}): Promise<RunningServer> {
  const log = openLog(config.logLevel);
  const sources = { ...systemSources, ...overrides };
  let store: Engine | undefined;
  try {
    store = await openStore(config.data);
    return await serve(config, log, sources, store);
  } catch (error) {
    await store?.close();
    throw startErrorOf(error, config.data, store !== undefined);
  }
}

async function serve(config: Config, log: Log, sources: Sources, store: Engine): Promise<RunningServer> {
  const files = config.web === '' ? undefined : await StaticFiles.read(config.web);
  const keys = await loadServerKeys(store, config, sources.random);
  const workspaces = await openWorkspaces(store, sources, config.registration);
  const hub = new Hub({ store, cursorKey: keys.cursor }, log);
  const sessions = new Sessions(store, keys.sealing, sources, hub);
  const presence = new Presence(sources.now, (workspace, user) => hub.availability(workspace, user));
  const services: ServerServices = {
    ...sources,
    store,
    cursorKey: keys.cursor,
    hashes: keys.hashes,
    workspaces,
    sessions,
    presence,
    changes: hub,
    notices: hub,
  };
  await sessions.tidy();

  const replays = await Replays.open(store, sources.now());
  const live = { services, sessions, presence, hub, replays, log, now: sources.now };
  const sockets = new Sockets(live);
  const datagrams = new Datagrams({ ...live, firstWorkspace: workspaces.first.id });
  const scheme = config.tlsCert === '' ? 'http' : 'https';
  const http = new HttpServer({
    lifecycle: {
      services,
      replays,
      allowUnsignedNotifications: config.allowUnsignedNotifications,
    },
    workspaces,
    log,
    url: config.url,
    scheme,
    fallback: () => url,
    udpPort: () => udp?.port,
    files,
    check: async () => {
      await store.read((reader) => reader.get('SELECT 1 AS one'));
    },
  });
  const listener = await listen(config, http, sockets, log);
  let udp: UdpListening | undefined;
  try {
    udp = await listenUdp(config, datagrams);
  } catch (error) {
    listener.cut();
    throw error;
  }
  const url = `${scheme}://${reachableHost(config.host)}:${listener.port}`;
  const tidying = setInterval(() => {
    sessions.tidy().catch((error) => log.error(errorFields(error), 'tidying failed'));
  }, HOUR);
  tidying.unref();
  const watching = setInterval(() => {
    presence.tidy();
    sockets.tidy().catch((error) => log.error(errorFields(error), 'looking after sockets failed'));
  }, SECOND);
  watching.unref();
  if (udp === undefined && config.udpPort === '') log.warn('the UDP listener is off: its port is in use');
  log.info({ version: VERSION, port: listener.port, host: config.host, udp: udp?.port }, 'started');

  const stop = async () => {
    log.info({ underWay: http.underWay }, 'stopping');
    clearInterval(tidying);
    clearInterval(watching);
    const drained = http.drain();
    hub.stop();
    sockets.stop();
    datagrams.stop();
    udp?.close();
    // New requests are told so for as long as others take: closing the port first would cut half-sent ones.
    await within(drained, config.stopTimeout * 1000);
    await within(listener.close(), SEND_TIMEOUT);
    listener.cut();
    try {
      await Promise.all([sessions.flush(), replays.flush(sources.now())]);
    } finally {
      await store.close();
    }
    log.info('stopped');
  };
  let stopping: Promise<void> | undefined;
  return {
    url,
    port: listener.port,
    http,
    sockets,
    pending: () => http.underWay,
    listeners: () => hub.listeners,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** What a failure of the data folder, or of the database in it, means for who starts the server. */
function startErrorOf(error: unknown, folder: string, opened: boolean): unknown {
  const { code, message } = error as { code?: string; message: string };
  if (code === undefined) {
    // The store says in sentences of its own why it does not open; anything else is a fault of the program.
    return opened || error instanceof StartError ? error : new StartError(message, { cause: error });
  }
  const damaged = code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT';
  return new StartError(
    damaged
      ? `The database in ${folder} is damaged (${code}): put your backup back, or start with another folder.`
      : `The data folder ${folder} cannot be used (${code}): choose one that may be written, with --data or PARLEY_DATA.`,
    { cause: error },
  );
}

/** Resolves when the work is done, or when the time is over. @param limit milliseconds */
async function within(work: Promise<void>, limit: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limit);
  });
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}

/** Where a server that listens on an address is reached from its own machine. */
function reachableHost(host: string): string {
  if (host === '::' || host === '0.0.0.0') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
