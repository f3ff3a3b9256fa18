import { MemoryStore, makeLocalKey, Parley, type StationOptions } from '@parley/client';
import { startTestServer, type TestServer, type TestServerOptions } from './server.ts';

/** A person with an account, and the station on which it was made. */
export interface TestPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly recoveryCode: string;
  readonly parley: Parley;
  /** What the first station was opened with. */
  readonly options: StationOptions & Required<Pick<StationOptions, 'store' | 'localKey'>>;
}

/** A server with people on it, all real: their clients speak to it over HTTP and do all the cryptography. */
export class TestWorld {
  readonly server: TestServer;
  readonly #stations: Parley[] = [];

  private constructor(server: TestServer) {
    this.server = server;
  }

  static async start(options: TestServerOptions = {}): Promise<TestWorld> {
    return new TestWorld(await startTestServer(options));
  }

  /** Registers somebody, whose first station is this one. */
  async register(name: string, given: Partial<StationOptions> = {}): Promise<TestPerson> {
    const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.org`;
    const password = `the long password of ${name}`;
    const options = {
      server: this.server.url,
      store: new MemoryStore(),
      localKey: await makeLocalKey(),
      ...given,
    };
    const credentials = { email, password, fullname: `${name} Example`, nick: name };
    const { parley, recoveryCode } = await Parley.register({ ...options, ...credentials });
    this.#stations.push(parley);
    return { name, email, password, recoveryCode, parley, options };
  }

  /** A new station of somebody, who has nothing but the password. */
  async login(person: TestPerson, options: Partial<StationOptions> = {}): Promise<Parley> {
    const { email, password } = person;
    const parley = await Parley.login({ server: this.server.url, email, password, ...options });
    this.#stations.push(parley);
    return parley;
  }

  /**
   * A station of somebody that knows nothing but who it is: no pins, no secrets, no messages. It is the first one in
   * another store, so it is for reading alone; it costs no derivation of keys from a password, as a login does.
   */
  async readAnew(person: TestPerson, given: Partial<StationOptions> = {}): Promise<Parley> {
    const store = new MemoryStore();
    for (const name of ['account', 'keys']) await store.set(name, await person.options.store.get(name));
    const parley = await Parley.resume({ ...person.options, store, ...given });
    this.#stations.push(parley);
    return parley;
  }

  async close(): Promise<void> {
    for (const station of this.#stations) await station.close();
    await this.server.close();
  }
}
