import type { AccountRecord, EnterStep } from '@parley/client';
import type { Context } from '../rpc/methods.ts';

/** Whether somebody is logged in. */
export type AccountState =
  | { readonly state: 'starting' }
  /** With the reason, where the store cannot be used. */
  | { readonly state: 'out'; readonly reason?: string }
  /** `login` is another one each time that somebody whose session was over logs in again; absent before. */
  | { readonly state: 'in'; readonly account: AccountView; readonly login?: string };

/** Who is logged in. */
export type AccountView = Pick<
  AccountRecord,
  'userid' | 'email' | 'fullname' | 'nick' | 'workspaceid' | 'stationid'
>;

export type { EnterStep };

export interface LoginInput {
  readonly email: string;
  readonly password: string;
}

export interface RegisterInput extends LoginInput {
  readonly fullname: string;
  readonly invite?: string;
}

export interface RecoverInput {
  readonly email: string;
  readonly recoveryCode: string;
  /** The new password, which must be set. */
  readonly password: string;
}

export interface AccountApi {
  /** Emits the state now and whenever it changes; ends when it is cancelled. */
  account(input: undefined, context: Context<AccountState>): Promise<void>;
  login(input: LoginInput, context: Context<EnterStep>): Promise<void>;
  /** Logs in whoever is in here, and whose session is over: all that is here stays. */
  loginAgain(input: Pick<LoginInput, 'password'>, context: Context<EnterStep>): Promise<void>;
  /** @returns the recovery code: shown once, kept nowhere */
  register(input: RegisterInput, context: Context<EnterStep>): Promise<{ recoveryCode: string }>;
  recover(input: RecoverInput, context: Context<EnterStep>): Promise<void>;
  /** Ends the session and erases everything that this browser holds. */
  logout(input: undefined, context: Context<never>): Promise<void>;
}
