import { toHex } from '@parley/protocol/encoding';
import { groupConversationId, pairConversationId } from '@parley/protocol/ids';
import { makeEpoch, openEpoch, sealDisplayName } from '@parley/protocol/trust';
import type { ResponseOf } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';
import type { Person } from '../people/people.ts';

/** What is to be made. */
export type NewConversation =
  | { readonly kind: 'pair'; readonly with: Person }
  | { readonly kind: 'group'; readonly name: string; readonly with: readonly Person[] };

/** Names what is being made: the last that was, where an answer did not come. */
const CREATING = 'creating';

/**
 * Makes a conversation with its first secret, wrapped for everyone in it.
 * @returns as the server answers: `created` is false when the two people had one already
 * Source: docs/spec/wire.md part 3, create; docs/spec/trust.md section 3.
 */
export async function createConversation(
  station: Station,
  wanted: NewConversation,
): Promise<ResponseOf<'conversation/create'>> {
  const { own, session, transport, store } = station;
  const nonce = toHex(crypto.getRandomValues(new Uint8Array(16)));
  const others = wanted.kind === 'pair' ? [wanted.with] : wanted.with;
  const people = new Map(
    [own.identity, ...others.map(({ identity }) => identity)].map((one) => [one.userId, one]),
  );
  const conversationid =
    wanted.kind === 'pair'
      ? pairConversationId(own.userId, wanted.with.id)
      : groupConversationId(own.userId, nonce);
  const { epoch, secrets } = await makeEpoch(own, conversationid, 0, [...people.values()]);
  const displayname =
    wanted.kind === 'pair' ? '' : await sealDisplayName(await openEpoch(epoch), wanted.name);
  // A store that cannot keep the secret must say so before the server has the conversation.
  await store.set(CREATING, conversationid);
  const answer = await transport.call(
    'conversation/create',
    {
      conversationid,
      participantids: [...people.keys()].sort(),
      isgroup: wanted.kind === 'group',
      nonce,
      epoch: 0,
      displayname,
      secretfor: epoch.secretfor.map(({ userid, fingerprint }) => ({ userid, fingerprint })),
      secretsignature: epoch.secretsignature,
      secrets: [...secrets],
    },
    { session },
  );
  await store.remove(CREATING);
  return answer;
}
