import type { StationView } from '@parley/client';
import type { Context } from '../rpc/methods.ts';

export type { StationView };

/** The user's own names, password, recovery code and stations. */
export interface SecurityApi {
  /** Changes what the user is called; what is absent stays as it is, but a nick that was the name goes with it. */
  setNames(input: { readonly fullname?: string; readonly nick?: string }): Promise<void>;
  changePassword(input: { readonly oldPassword: string; readonly newPassword: string }): Promise<void>;
  /** A new recovery code in place of the old one. @returns the code: shown once, kept nowhere */
  newRecoveryCode(input: { readonly password: string }): Promise<string>;
  /** Emits, now and whenever it changes, whether a code was made that its owner has not confirmed to have. */
  codeDue(input: undefined, context: Context<boolean>): Promise<void>;
  /** The owner has the code, or wants to be reminded of none. */
  settleCode(input: undefined): Promise<void>;
  /** The user's stations that are logged in, the most recently seen first. */
  stations(input: undefined): Promise<readonly StationView[]>;
  /** Logs another station out at once. */
  removeStation(input: { readonly id: string }): Promise<void>;
}
