import type { People } from '@parley/client';

/** Why something that came from the server or somebody else is not used. */
export interface RefusalView {
  /** Of the trust model. */
  readonly code: string;
  /** One English sentence. */
  readonly text: string;
}

/** @param error a TrustError of the library */
export function refusalView({ code, message: text }: { code: string; message: string }): RefusalView {
  return { code, text };
}

/** Why the keys of somebody who was asked for are not used; undefined when they are. */
export function keysRefusalOf(people: People, userId: string): RefusalView | undefined {
  const error = people.refusalOf(userId);
  if (error) return refusalView(error);
  return people.get(userId) ? undefined : WITHHELD;
}

const WITHHELD: RefusalView = { code: 'keys_missing', text: 'The server does not give out these keys.' };
