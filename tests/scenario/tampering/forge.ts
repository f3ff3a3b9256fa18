import { concat, fromBase64, toBase64, toWireDate, u32, utf8, Z } from '@parley/protocol/encoding';
import {
  type Epoch,
  type EpochKeys,
  type EpochOffer,
  openEpoch,
  pad,
  secureRandom,
  unpad,
} from '@parley/protocol/trust';
import type { Message } from '@parley/protocol/wire';
import type { TestPerson } from '@parley/testkit';
import { seal, unseal } from '../../../packages/protocol/src/trust/seal.ts';
import { secretText, wrapSecret } from '../../../packages/protocol/src/trust/secret.ts';
import { sign, signBase64 } from '../../../packages/protocol/src/trust/signature.ts';
import { all, listed, on } from './changes.ts';
import type { Scene, Tamper } from './scene.ts';

/*
 * What a participant can make who has a conversation's secret, and who works for the server: epochs and messages
 * that are well made but for one thing.
 */

export const own = ({ parley }: TestPerson) => parley.station.own;

export interface ForgedEpoch {
  readonly epoch: Epoch;
  readonly keys: EpochKeys;
  /** As the server gives it to Bob. */
  readonly offer: EpochOffer;
}

/** An epoch that its maker signed, for whomever, wrapped for Bob whether it is for him or not. */
export async function forgeEpoch(
  scene: Scene,
  maker: TestPerson,
  people: readonly TestPerson[],
  options: { number?: number; conversationId?: string; fingerprints?: Record<string, string> } = {},
): Promise<ForgedEpoch> {
  const { number = 1, conversationId = scene.group.id, fingerprints = {} } = options;
  const id = { workspaceId: own(maker).workspaceId, conversationId, epoch: number };
  const secretfor = people
    .map((person) => own(person).identity)
    .map(({ userId: userid, fingerprint }) => ({ userid, fingerprint: fingerprints[userid] ?? fingerprint }))
    .sort((a, b) => (a.userid < b.userid ? -1 : 1));
  const secret = secureRandom(32);
  const secretsignature = await signBase64(own(maker).signKey, secretText(id, secret, secretfor));
  const made = { secretby: own(maker).userId, secretfor, secretsignature };
  const epoch: Epoch = { ...id, ...made, secret };
  const wrapped = await wrapSecret(own(scene.bob).identity, id, secret);
  return {
    epoch,
    keys: await openEpoch(epoch),
    offer: { ...made, epoch: number, secret: wrapped.secret },
  };
}

/** The server gives out these epochs beside the real first one; the last of them is the newest. */
export function offering(conversationId: string, ...offers: readonly EpochOffer[]): Tamper {
  return all(
    listed(conversationId, (one) => {
      const { epoch, secret, secretby, secretfor, secretsignature } = offers.at(-1) as EpochOffer;
      Object.assign(one, { epoch, secret, secretby, secretfor, secretsignature });
    }),
    on('secrets', (answer, request) => {
      if (request.conversationid === conversationId) answer.secrets.push(...offers);
    }),
  );
}

/** Where a message is to stand; where nothing is named, in the group, in its first epoch, under a new ID. */
export interface ForgedPlace {
  readonly keys: EpochKeys;
  readonly instance: string;
  readonly id: string;
}

/** A message whose signed text is any text at all. */
export interface Forgery {
  /** Members of the payload; the usual ones where they are not named. Or the whole signed text. */
  readonly payload: Readonly<Record<string, unknown>> | string;
  /** Whose key signs it; Mallory's when absent. */
  readonly signer?: TestPerson;
  /** Where it was signed to stand, where that is not where it is given out. */
  readonly signedAs?: Partial<ForgedPlace>;
  readonly place?: Partial<ForgedPlace>;
  /** Changes the payload's bytes after they were signed. */
  readonly change?: (payload: Uint8Array) => Uint8Array;
  readonly padding?: (payload: Uint8Array) => Uint8Array<ArrayBuffer>;
}

/** A forged message, its C and what it says of itself. */
export interface Forged {
  readonly message: Message;
  /** What the next message of the station names as `chain`. */
  readonly chain: string;
  /** What a later message names as `prev`. */
  readonly prev: { readonly id: string; readonly hash: string };
}

/** Seals what a participant can seal. */
export async function forge(
  scene: Pick<Scene, 'keys' | 'instance' | 'mallory'>,
  forgery: Forgery,
): Promise<Forged> {
  const { signer = scene.mallory, padding = pad, change = (payload) => payload } = forgery;
  const place = { keys: scene.keys, instance: scene.instance, id: crypto.randomUUID(), ...forgery.place };
  const signed = signedBytes({ ...place, ...forgery.signedAs }, textOfForgery(scene, forgery.payload));
  const signature = toBase64(await sign(own(signer).signKey, signed.all));
  const payload = concat(signed.text.subarray(0, -1), `,"sig":"${signature}"}`);
  return sealed(place, padding(change(payload)), await digest(signed.all));
}

/** A payload that somebody else wrote, taken out of its message and sealed again in another place. */
export async function resealed(scene: Scene, message: Message, place: Partial<ForgedPlace>): Promise<Forged> {
  const from = { keys: scene.keys, instance: scene.instance, id: message.ID };
  const bytes = fromBase64(message.Data);
  const padded = await unseal(from.keys.messageKey, bytes.subarray(5), aadOf(from), 'bad_message');
  return sealed({ ...from, ...place }, pad(unpad(padded)), '');
}

async function sealed(place: ForgedPlace, padded: Uint8Array<ArrayBuffer>, chain: string): Promise<Forged> {
  const { keys, id } = place;
  const box = await seal(keys.messageKey, padded, aadOf(place));
  const data = concat(new Uint8Array([1]), u32(keys.epoch), box);
  const message: Message = {
    ID: id,
    Type: 'Message',
    Created: toWireDate(Date.now()),
    ValidUntil: '9999-12-31 23:59:59',
    Data: toBase64(data),
  };
  return { message, chain, prev: { id, hash: await digest(data) } };
}

/** The payload of Mallory's next message, or what is named instead; members that are undefined are left out. */
function textOfForgery({ mallory }: Pick<Scene, 'mallory'>, payload: Forgery['payload']): string {
  if (typeof payload === 'string') return payload;
  const usual = { v: 1, from: own(mallory).userId, station: 'f'.repeat(32), seq: 1, sent: Date.now() };
  return JSON.stringify({ ...usual, kind: 'text', body: 'forged', ...payload });
}

function signedBytes(place: ForgedPlace, text: string) {
  const bytes = utf8(text);
  return { text: bytes, all: concat(place.keys.payloadPrefix, aadOf(place), Z, bytes) };
}

function aadOf({ keys, instance, id }: ForgedPlace): Uint8Array<ArrayBuffer> {
  return concat(keys.aadPrefix, utf8(`${instance}\0${id}\0Message\0`), u32(keys.epoch));
}

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
