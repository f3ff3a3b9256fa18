import type { Availability } from '@parley/client';
import type { Context } from '../rpc/methods.ts';

export type { Availability };

export interface AvailabilityApi {
  /** Emits, now and whenever it changes, how the user wants to be seen; `offline`: as if not there. */
  ownAvailability(input: undefined, context: Context<Availability>): Promise<void>;
  /** Says it to the server as soon as it can be reached, and again at each start of this browser. */
  setAvailability(input: { readonly availability: Availability }): Promise<void>;
}
