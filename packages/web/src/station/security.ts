import type { StationView } from '@parley/client';

export type { StationView };

/** The user's own password, recovery code and stations. */
export interface SecurityApi {
  changePassword(input: { readonly oldPassword: string; readonly newPassword: string }): Promise<void>;
  /** A new recovery code in place of the old one. @returns the code: shown once, kept nowhere */
  newRecoveryCode(input: { readonly password: string }): Promise<string>;
  /** The user's stations that are logged in, the most recently seen first. */
  stations(input: undefined): Promise<readonly StationView[]>;
  /** Logs another station out at once. */
  removeStation(input: { readonly id: string }): Promise<void>;
}
