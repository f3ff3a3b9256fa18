import type { Connection } from '../live/connection.ts';

export type BunServer = Bun.Server<Connection>;

export interface Listening {
  readonly port: number;
  /** Accepts nothing more and cuts idle connections; resolves when what is being answered is sent. */
  close(): Promise<void>;
  /** Cuts what is left. */
  cut(): void;
}
