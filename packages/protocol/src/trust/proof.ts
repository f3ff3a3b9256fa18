import type { StationChain } from './chain.ts';
import { TrustError } from './errors.ts';
import type { Identity } from './identity.ts';
import type { OpenedMessage } from './opened.ts';
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
  const outcomes: (TrustError | undefined)[] = new Array(messages.length);
  await Promise.all(
    stationsOf(messages).map(async (group) => {
      const { from, station } = (messages[group[0] as number] as OpenedMessage).payload;
      const vouched = (chainOf(from, station)?.runs ?? []).flatMap(({ chain }) => chain ?? []);
      await proveStation(messages, group, identities.get(from), new Set(vouched), outcomes);
    }),
  );
  return outcomes;
}

/** The places of each station's messages. */
function stationsOf(messages: readonly OpenedMessage[]): number[][] {
  const groups = new Map<string, number[]>();
  let group: number[] = [];
  let before: OpenedMessage | undefined;
  messages.forEach((message, index) => {
    if (!before || !isSameStation(before, message)) {
      const { instance, payload } = message;
      const name = `${instance} ${payload.from} ${payload.station}`;
      group = groups.get(name) ?? [];
      groups.set(name, group);
    }
    group.push(index);
    before = message;
  });
  return [...groups.values()];
}

function isSameStation(one: OpenedMessage, other: OpenedMessage): boolean {
  return (
    one.payload.station === other.payload.station &&
    one.payload.from === other.payload.from &&
    one.instance === other.instance
  );
}

/**
 * @param group the places of one station's messages
 * @param vouched hashes that proven messages name as their predecessors'; a hash binds all that was signed
 */
async function proveStation(
  messages: readonly OpenedMessage[],
  group: readonly number[],
  author: Identity | undefined,
  vouched: Set<string>,
  outcomes: (TrustError | undefined)[],
): Promise<void> {
  const verified = new Map<OpenedMessage, TrustError | undefined>();
  const check = async (message: OpenedMessage) =>
    verified.set(message, await checkSignature(message, author));

  const newestFirst = group
    .map((index) => ({ index, message: messages[index] as OpenedMessage }))
    .sort((a, b) => b.message.payload.seq - a.message.payload.seq);
  // The ends of runs, which the message behind them does not vouch for, all at once.
  const ends = newestFirst.filter(
    ({ message }, at) => newestFirst[at - 1]?.message.payload.chain !== message.hash,
  );
  await Promise.all(ends.flatMap(({ message }) => (vouched.has(message.hash) ? [] : check(message))));

  /** What the last proven message names: in a whole run the next one, so that few hashes need be looked up. */
  let named: string | undefined;
  for (const { index, message } of newestFirst) {
    const { hash, payload } = message;
    const isVouched = hash === named || vouched.has(hash);
    // A message may be named only by forged ones: then its own signature decides.
    if (!isVouched && !verified.has(message)) await check(message);
    const outcome = isVouched ? undefined : verified.get(message);
    outcomes[index] = outcome;
    if (outcome || payload.chain === undefined) continue;
    if (named !== undefined && named !== hash) vouched.add(named);
    named = payload.chain;
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
