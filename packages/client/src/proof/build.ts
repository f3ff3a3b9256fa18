import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64, toWireDate, utf8 } from '@parley/protocol/encoding';
import { type Epoch, signExport, wrapSecret } from '@parley/protocol/trust';
import type { Message } from '@parley/protocol/wire';
import type { Conversation } from '../conversation/conversation.ts';
import type { Parley } from '../parley.ts';
import type { Person } from '../people/people.ts';
import type { Header, ProofLine } from './format.ts';

export interface ProofOptions {
  /** Whose key opens the secrets; without it they stand in clear, and whoever has the file reads the conversation. */
  readonly recipient?: Person | undefined;
  readonly onProgress?: ((progress: { readonly messages: number }) => void) | undefined;
}

/** What an export holds. */
export interface ProofContents {
  readonly messages: number;
  /** The epochs whose secrets are in it. */
  readonly epochs: readonly number[];
  readonly people: number;
}

/**
 * What this station holds of a conversation as an export that proves itself, line by line. Call `sync` first.
 * @returns at its end, what it holds
 * Source: docs/proof.md; docs/spec/trust.md section 6.
 */
export async function* buildProof(
  parley: Parley,
  conversation: Conversation,
  options: ProofOptions = {},
): AsyncGenerator<string, ProofContents> {
  const { own, transport } = parley.station;
  const { recipient } = options;
  const digest = sha256.create();
  const written = (line: Header | ProofLine) => {
    const text = `${JSON.stringify(line)}\n`;
    digest.update(utf8(text));
    return text;
  };
  yield written({
    format: 'parley-proof',
    version: 1,
    workspaceid: own.workspaceId,
    conversationid: conversation.id,
    instance: conversation.object.instance,
    name: conversation.name,
    exported: toWireDate(transport.now()),
    exportedby: own.userId,
    ...(recipient && {
      secretsfor: { userid: recipient.id, fingerprint: recipient.identity.fingerprint },
    }),
  });
  const epochs = [...conversation.epochs.accepted.values()].sort((a, b) => a.epoch - b.epoch);
  const people = await peopleOf(parley, epochs);
  for (const person of people) yield written({ person });
  for (const epoch of epochs) yield written({ epoch: await epochEntry(epoch, recipient) });
  let messages = 0;
  for await (const item of conversation.download().raw()) {
    if (!isMessage(item)) continue;
    yield written({ message: item });
    if (++messages % 1000 === 0) options.onProgress?.({ messages });
  }
  const place = { workspaceId: own.workspaceId, conversationId: conversation.id };
  const signature = await signExport(own, place, digest.digest());
  yield `${JSON.stringify({ end: { messages, signature } } satisfies ProofLine)}\n`;
  return { messages, epochs: epochs.map(({ epoch }) => epoch), people: people.length };
}

/** Everyone that the epochs are for, and the exporter, with the keys that this station has pinned. */
async function peopleOf(parley: Parley, epochs: readonly Epoch[]) {
  const { own, session, transport } = parley.station;
  const ids = new Set([
    own.userId,
    ...epochs.flatMap(({ secretfor }) => secretfor.map(({ userid }) => userid)),
  ]);
  await parley.people.learn(ids);
  const { users } = await transport.call('friends/keys', { userids: [...ids].sort() }, { session });
  return users.flatMap(({ friendid, friendname, publickey, signpublickey, identitysignature }) => {
    const pinned = parley.people.get(friendid)?.identity;
    // Keys that are refused, or other ones than those pinned, prove nothing.
    if (!pinned || toBase64(pinned.publicKey) !== publickey) return [];
    if (toBase64(pinned.signPublicKey) !== signpublickey) return [];
    return [{ userid: friendid, name: friendname, publickey, signpublickey, identitysignature }];
  });
}

async function epochEntry(epoch: Epoch, recipient: Person | undefined) {
  const { secret, secretby, secretfor, secretsignature } = epoch;
  return {
    epoch: epoch.epoch,
    secret: recipient ? (await wrapSecret(recipient.identity, epoch, secret)).secret : toBase64(secret),
    secretby,
    secretfor: secretfor.map(({ userid, fingerprint }) => ({ userid, fingerprint })),
    secretsignature,
  };
}

function isMessage(item: object): item is Message {
  return 'Data' in item;
}
