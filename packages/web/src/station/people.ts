import type { Availability } from '@parley/client';
import type { Context } from '../rpc/methods.ts';
import type { RefusalView } from './refusal.ts';

/** Somebody, as a page about that person shows it. */
export interface PersonView {
  readonly id: string;
  readonly name: string;
  /** The name under which the person was known before, where it changed. */
  readonly formerName?: string | undefined;
  readonly isOwn: boolean;
  /** Why the person's keys are not used; then there is no safety number. */
  readonly refusal?: RefusalView | undefined;
  /** Of the keys that were known and of those that the server gives now, where they changed. */
  readonly changed?: { readonly known: string; readonly given: string } | undefined;
  /** 12 groups of 5 digits. */
  readonly safetyNumber?: string | undefined;
  /** Whether the user compared the safety number and said so. */
  readonly isVerified: boolean;
  readonly isFriend: boolean;
  readonly isBlocked: boolean;
  readonly availability: Availability;
}

/** Who can read what is written in a conversation now: signed by who made its secret, not the server's word. */
export interface ReaderView {
  readonly id: string;
  readonly name: string;
  readonly isOwn: boolean;
  readonly isVerified: boolean;
  /** Why the person's keys are not used. */
  readonly refusal?: RefusalView | undefined;
}

export interface PeopleApi {
  /** Emits the person now, as the server knows it, and whenever something of it is another. */
  person(input: { readonly id: string }, context: Context<PersonView>): Promise<void>;
  /** Notes, for all stations of the user, whether safety numbers were compared. */
  markVerified(input: { readonly id: string; readonly isVerified: boolean }): Promise<void>;
  setBlocked(input: { readonly id: string; readonly isBlocked: boolean }): Promise<void>;
  setFriend(input: { readonly id: string; readonly isFriend: boolean }): Promise<void>;
  readers(input: { readonly conversation: string }): Promise<readonly ReaderView[]>;
}
