import { Parley, type StationOptions } from '@parley/client';
import { startTestServer, type TestServer, type TestServerOptions } from './server.ts';

/** A person with an account, and the station on which it was made. */
export interface TestPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly recoveryCode: string;
  readonly parley: Parley;
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
  async register(name: string, options: Partial<StationOptions> = {}): Promise<TestPerson> {
    const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.org`;
    const password = `the long password of ${name}`;
    const credentials = { email, password, fullname: `${name} Example`, nick: name };
    const { parley, recoveryCode } = await Parley.register({
      server: this.server.url,
      ...credentials,
      ...options,
    });
    this.#stations.push(parley);
    return { name, email, password, recoveryCode, parley };
  }

  /** A new station of somebody, who has nothing but the password. */
  async login(person: TestPerson, options: Partial<StationOptions> = {}): Promise<Parley> {
    const { email, password } = person;
    const parley = await Parley.login({ server: this.server.url, email, password, ...options });
    this.#stations.push(parley);
    return parley;
  }

  async close(): Promise<void> {
    for (const station of this.#stations) await station.close();
    await this.server.close();
  }
}
