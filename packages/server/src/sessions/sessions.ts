import type { Sources } from '../operations/operation.ts';
import { NONCE_LENGTH, seal, unseal } from '../secrets/sealing.ts';
import type { Engine, Writer } from '../store/engine/engine.ts';
import {
  confirmSession,
  deleteOtherSessions,
  deleteSessionsOfStation,
  deleteSessionsUnusedSince,
  insertSession,
  type StationOf,
  type StoredSession,
  sessionsOfStation,
  sessionsOfUser,
  touchSession,
} from '../store/sessions.ts';
import { LeastRecent } from './least-recent.ts';

const HOUR = 3_600_000;
/** How long a session lives from its last use, in milliseconds. Source: docs/spec/wire.md part 2. */
export const SESSION_LIFETIME = 30 * 24 * HOUR;
/** How many sessions of a station may wait for their first call: a login whose answer was lost leaves one. */
const UNCONFIRMED_LIMIT = 4;
/** How many stations' sessions are kept in memory. */
const CACHE_SIZE = 10_000;

/** A live session, with its key in clear. */
export interface Session {
  readonly of: StationOf;
  readonly id: string;
  readonly key: Uint8Array;
  readonly stationname: string;
  readonly confirmed: boolean;
  /** Milliseconds; newer than the stored one by an hour at most. */
  lastUsed: number;
  /** The last use that is stored. */
  written: number;
}

/** Is told, once it is durable, how sessions begin and end. */
export interface SessionsListener {
  /** A station has logged in. */
  started(of: StationOf): void;
  /**
   * What was open under a station's sessions is over: they were ended or replaced.
   * @param over whether the station has none any more
   */
  ended(of: StationOf, over: boolean): void;
}

/** A station with a live session, for the list of stations. */
export interface LiveStation {
  readonly station: string;
  readonly name: string;
  /** When the newest of its sessions began, in milliseconds. */
  readonly created: number;
  /** Milliseconds. */
  readonly lastUsed: number;
}

/**
 * The sessions of all stations. Keys rest sealed; those in use are held in memory, as is the time of their last use,
 * which is written at most once an hour and when the server stops.
 * Source: docs/spec/wire.md part 2, Login and sessions.
 */
export class Sessions {
  readonly #store: Engine;
  readonly #sealingKey: Uint8Array;
  readonly #sources: Pick<Sources, 'now' | 'random'>;
  readonly #cache = new LeastRecent<Promise<Session[]>>(CACHE_SIZE);
  readonly #unwritten = new Map<string, Session>();
  readonly #listener: SessionsListener | undefined;

  constructor(
    store: Engine,
    sealingKey: Uint8Array,
    sources: Pick<Sources, 'now' | 'random'>,
    listener?: SessionsListener,
  ) {
    this.#store = store;
    this.#sealingKey = sealingKey;
    this.#sources = sources;
    this.#listener = listener;
  }

  /**
   * Starts a session, in one transaction with `alongside`. It stands beside the station's present one until the
   * first call under it, so that a login whose answer is lost ends nothing.
   * @returns its key and the moment of its expiry in milliseconds
   */
  async start(
    of: StationOf,
    stationname: string,
    alongside?: (writer: Writer) => Promise<void>,
  ): Promise<{ key: Uint8Array<ArrayBuffer>; expires: number }> {
    const { now, random } = this.#sources;
    const moment = now();
    const key = random(32);
    const id = Buffer.from(random(16)).toString('hex');
    const sealedkey = seal(this.#sealingKey, random(NONCE_LENGTH), key, contextOf(of, id));
    await this.#store.write(async (writer) => {
      await alongside?.(writer);
      const session = { id, sealedkey, stationname, created: moment, lastused: moment };
      await insertSession(writer, of, session, UNCONFIRMED_LIMIT);
    });
    this.#cache.delete(nameOf(of));
    this.#listener?.started(of);
    return { key, expires: moment + SESSION_LIFETIME };
  }

  /** The live sessions of a station, the newest first. */
  async ofStation(of: StationOf): Promise<Session[]> {
    const oldest = this.#sources.now() - SESSION_LIFETIME;
    return (await this.#loaded(of)).filter(({ lastUsed }) => lastUsed > oldest);
  }

  /** The live sessions of all stations of a user. */
  async ofUser(workspace: string, user: string): Promise<Session[]> {
    const stations = new Set((await this.#storedOfUser(workspace, user)).map(({ station }) => station));
    const lists = [...stations].map((station) => this.ofStation({ workspace, user, station }));
    return (await Promise.all(lists)).flat();
  }

  /** The stations of a user that have a live session, the most recently used first. */
  async stationsOf(workspace: string, user: string): Promise<LiveStation[]> {
    const stations = new Map<string, LiveStation>();
    for (const { station, id, stationname, created, lastused } of await this.#storedOfUser(workspace, user)) {
      const lastUsed = Math.max(lastused, this.#unwritten.get(id)?.lastUsed ?? 0);
      const newer = stations.get(station);
      stations.set(station, {
        station,
        name: newer?.name ?? stationname,
        created: newer?.created ?? created,
        lastUsed: Math.max(lastUsed, newer?.lastUsed ?? 0),
      });
    }
    return [...stations.values()].sort((a, b) => b.lastUsed - a.lastUsed);
  }

  /**
   * Notes a signed call under a session; the first one ends the older sessions of its station.
   * @returns false when the session has ended meanwhile
   */
  async use(session: Session): Promise<boolean> {
    const now = this.#sources.now();
    session.lastUsed = now;
    if (!session.confirmed) {
      const live = await this.#store.write((writer) => confirmSession(writer, session.of, session.id, now));
      this.#cache.delete(nameOf(session.of));
      if (live) this.#listener?.ended(session.of, false);
      return live;
    }
    if (now - session.written >= HOUR) {
      session.written = now;
      this.#unwritten.delete(session.id);
      await this.#store.write((writer) => touchSession(writer, session.of, session.id, now));
    } else if (session.lastUsed > session.written) {
      this.#unwritten.set(session.id, session);
    }
    return true;
  }

  /** Whether a session that was live is so still. */
  async isLive({ of, id }: Session): Promise<boolean> {
    return (await this.ofStation(of)).some((session) => session.id === id);
  }

  /** Whether a session has expired as far as this copy of it knows: only then `isLive` needs to be asked again. */
  seemsExpired({ lastUsed }: Session): boolean {
    return lastUsed <= this.#sources.now() - SESSION_LIFETIME;
  }

  /** Ends every session of a station at once. @returns whether there was a live one */
  async end(of: StationOf): Promise<boolean> {
    const live = (await this.ofStation(of)).length > 0;
    await this.#store.write((writer) => deleteSessionsOfStation(writer, of));
    this.#cache.delete(nameOf(of));
    this.#listener?.ended(of, true);
    return live;
  }

  /** Ends every session of a user but the one of the calling station, in one transaction with `alongside`. */
  async endOthers(of: StationOf, alongside: (writer: Writer) => Promise<void>): Promise<void> {
    const ended = await this.#store.write(async (writer) => {
      await alongside(writer);
      return deleteOtherSessions(writer, of);
    });
    for (const station of ended) {
      this.#cache.delete(nameOf({ ...of, station }));
      // The caller's own station keeps the session that it calls under.
      if (station !== of.station) this.#listener?.ended({ ...of, station }, true);
    }
  }

  /** Writes the last uses that are held in memory. */
  async flush(): Promise<void> {
    const sessions = [...this.#unwritten.values()];
    this.#unwritten.clear();
    if (sessions.length === 0) return;
    await this.#store.write(async (writer) => {
      for (const session of sessions) {
        await touchSession(writer, session.of, session.id, session.lastUsed);
        session.written = session.lastUsed;
      }
    });
  }

  /** Writes last uses, then forgets sessions that have expired. To be called now and then. */
  async tidy(): Promise<void> {
    await this.flush();
    const oldest = this.#sources.now() - SESSION_LIFETIME;
    await this.#store.write((writer) => deleteSessionsUnusedSince(writer, oldest));
  }

  #storedOfUser(workspace: string, user: string): Promise<StoredSession[]> {
    // What memory knows of last uses may be newer by an hour; whoever is listed too much is dropped by `ofStation`.
    const oldest = this.#sources.now() - SESSION_LIFETIME;
    return this.#store.read((reader) => sessionsOfUser(reader, workspace, user, oldest));
  }

  /** A change forgets the entry, so that what was being read meanwhile is never kept. */
  #loaded(of: StationOf): Promise<Session[]> {
    const name = nameOf(of);
    const known = this.#cache.get(name);
    if (known) return known;
    const loading = this.#load(of);
    this.#cache.set(name, loading);
    const forget = () => {
      if (this.#cache.get(name) === loading) this.#cache.delete(name);
    };
    // Whoever asks for stations that have none must not push out those that have.
    loading.then((sessions) => {
      if (sessions.length === 0) forget();
    }, forget);
    return loading;
  }

  async #load(of: StationOf): Promise<Session[]> {
    const oldest = this.#sources.now() - SESSION_LIFETIME - HOUR;
    const stored = await this.#store.read((reader) => sessionsOfStation(reader, of, oldest));
    return stored.flatMap(({ id, sealedkey, confirmed, stationname, lastused }) => {
      const held = this.#unwritten.get(id);
      if (held) return [held];
      const key = unseal(this.#sealingKey, sealedkey, contextOf(of, id));
      if (!key) return [];
      return [
        { of, id, key, stationname, confirmed: confirmed === 1, lastUsed: lastused, written: lastused },
      ];
    });
  }
}

function nameOf({ workspace, user, station }: StationOf): string {
  return `${workspace}/${user}/${station}`;
}

function contextOf(of: StationOf, id: string): string {
  return `parley/session-at-rest/v1 ${nameOf(of)} ${id}`;
}
