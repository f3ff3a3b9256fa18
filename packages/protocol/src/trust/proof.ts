import type { StationChain } from './chain.ts';
import { TrustError } from './errors.ts';
import type { Identity } from './identity.ts';
import type { OpenedMessage } from './message.ts';
import { verify } from './signature.ts';

/**
 * Proves who wrote opened messages: each by its own signature or by the `chain` of a proven later one, so that
 * one signature is verified per run of a station's messages.
 * @param identities opened and pinned keys of the authors, by user id
 * @param chainOf what is held of a station already: its oldest message vouches for the one before, when paging back
 * @returns for each message undefined when it is proven, else a TrustError: bad_signature, keys_missing,
 * fingerprint_changed
 * Source: docs/spec/trust.md section 4.
 */
export async function proveMessages(
  messages: readonly OpenedMessage[],
  identities: ReadonlyMap<string, Identity>,
  chainOf: (author: string, station: string) => StationChain | undefined = () => undefined,
): Promise<(TrustError | undefined)[]> {
  const outcomes = new Map<OpenedMessage, TrustError | undefined>();
  const stations = Map.groupBy(
    messages,
    ({ instance, payload }) => `${instance} ${payload.from} ${payload.station}`,
  );
  await Promise.all(
    Array.from(stations.values(), async (group) => {
      const { from, station } = (group[0] as OpenedMessage).payload;
      const vouched = (chainOf(from, station)?.runs ?? []).flatMap(({ chain }) => chain ?? []);
      await proveStation(group, identities.get(from), new Set(vouched), outcomes);
    }),
  );
  return messages.map((message) => outcomes.get(message));
}

/** @param vouched hashes that proven messages name as their predecessors'; a hash binds all that was signed */
async function proveStation(
  group: readonly OpenedMessage[],
  author: Identity | undefined,
  vouched: Set<string>,
  outcomes: Map<OpenedMessage, TrustError | undefined>,
): Promise<void> {
  const verified = new Map<OpenedMessage, TrustError | undefined>();
  const check = async (message: OpenedMessage) =>
    verified.set(message, await checkSignature(message, author));

  // The ends of runs, which no other message can vouch for, all at once.
  const named = new Set(group.map(({ payload }) => payload.chain));
  await Promise.all(group.filter(({ hash }) => !named.has(hash) && !vouched.has(hash)).map(check));

  for (const message of group.toSorted((a, b) => b.payload.seq - a.payload.seq)) {
    const { hash, payload } = message;
    // A message may be named only by forged ones: then its own signature decides.
    if (!vouched.has(hash) && !verified.has(message)) await check(message);
    const outcome = vouched.has(hash) ? undefined : verified.get(message);
    outcomes.set(message, outcome);
    if (!outcome && payload.chain !== undefined) vouched.add(payload.chain);
  }
}

async function checkSignature(
  message: OpenedMessage,
  author: Identity | undefined,
): Promise<TrustError | undefined> {
  const { payload, fingerprint, signature, signed } = message;
  const user = `user ${payload.from}`;
  if (!author) return new TrustError('keys_missing', user);
  if (author.fingerprint !== fingerprint) return new TrustError('fingerprint_changed', user);
  return (await verify(author.verifyKey, signature, signed))
    ? undefined
    : new TrustError('bad_signature', user);
}
