import { type Bytes, concat, fromBase64, toBase64, u32, utf8, Z } from '../../src/encoding/index.ts';
import { type Epoch, openEpoch } from '../../src/trust/epoch.ts';
import type { TrustCode } from '../../src/trust/errors.ts';
import { sha256Now } from '../../src/trust/hash.ts';
import { pad } from '../../src/trust/padding.ts';
import { withSignature } from '../../src/trust/payload.ts';
import { seal } from '../../src/trust/seal.ts';
import { sign } from '../../src/trust/signature.ts';
import { flipped, idOf, instance, type Person, seeded, stationOf } from './world.ts';

/** Payloads as this library never writes them. */
export async function foreignVectors(alice: Person, mallory: Person, conversationId: string, epoch: Epoch) {
  const keys = await openEpoch(epoch);
  const id = idOf('foreign');
  const aad = concat(keys.aadPrefix, utf8(`${instance}\0${id}\0Message\0`), u32(epoch.epoch));
  const key = keys.messageKey;
  const nonce = seeded('foreign nonce');
  const envelope = async (padded: Bytes) =>
    toBase64(concat(new Uint8Array([1]), u32(epoch.epoch), await seal(key, padded, aad, nonce)));
  const signed = async (signedText: Uint8Array, signer = alice) => {
    const c = concat(keys.payloadPrefix, aad, Z, signedText);
    return withSignature(signedText, await sign(signer.own.signKey, c));
  };
  /** Data of a payload whose signed text is this, in which "F" stands for Alice's id and "S" for the station. */
  const dataOf = async (text: string | Uint8Array, signer = alice) =>
    envelope(pad(await signed(typeof text === 'string' ? utf8(text) : text, signer)));

  const station = stationOf('other');
  const header = `"v":1,"from":"${alice.own.userId}","station":"${station}"`;
  const rest = '"sent":1769860800000,"kind":"text","body":"x"}';
  const plain = `{${header},"seq":1,${rest}`;
  const chain = toBase64(sha256Now(utf8('chain')));
  const good = await dataOf(plain);
  const payload = await signed(utf8(plain));
  const bytes = fromBase64(good);
  const accepted = [
    {
      about: 'spaces and line ends',
      id,
      data: await dataOf(`{ ${header.replaceAll(',', ' ,\n ')}, "seq" : 1,\t${rest}`),
    },
    {
      about: 'members in another order',
      id,
      data: await dataOf(`{"kind":"text","body":"x","seq":1,"sent":-1,${header}}`),
    },
    { about: 'escapes that need not be', id, data: await dataOf(plain.replace('"kind"', '"\\u006bind"')) },
    {
      about: 'members that nobody knows',
      id,
      data: await dataOf(plain.replace('"body"', '"later":{"sig":[1.5]},"body"')),
    },
    {
      about: 'a kind that nobody knows',
      id,
      data: await dataOf(plain.replace('"kind":"text"', '"kind":"poll"')),
    },
  ];

  const other = idOf('another place');
  const refused: { about: string; id: string; instance?: string; data: string; expected: TrustCode }[] = [];
  const refuse = (
    expected: TrustCode,
    about: string,
    data: string,
    more: { id?: string; instance?: string } = {},
  ) => refused.push({ about, id, ...more, data, expected });

  refuse('bad_message', 'moved to another ID', good, { id: other });
  refuse('bad_message', 'moved to another instance', good, { instance: '7sSwU2VoFM' });
  refuse('bad_message', 'a bit of the nonce turned', toBase64(flipped(bytes, 8 * 6)));
  refuse('bad_message', 'a bit of the text turned', toBase64(flipped(bytes, 8 * 100)));
  refuse('bad_message', 'a bit of the tag turned', toBase64(flipped(bytes, 8 * bytes.length - 1)));
  refuse('bad_message', 'cut short', toBase64(bytes.slice(0, -1)));
  refuse('epoch_missing', 'another epoch named', toBase64(flipped(bytes, 39)));
  refuse('bad_data', 'another version', toBase64(flipped(bytes, 6)));
  refuse('bad_data', 'too short for anything', toBase64(bytes.slice(0, 32)));
  refuse('bad_data', 'not base64', `${good.slice(0, -1)}*`);
  refuse('bad_data', 'base64 with a line end', `${good}\n`);
  refuse('bad_data', 'empty', '');

  const spare = pad(payload);
  refuse('bad_padding', 'not padded', await envelope(payload));
  refuse(
    'bad_padding',
    'padded further than needed',
    await envelope(concat(spare, new Uint8Array(spare.length))),
  );
  refuse(
    'bad_padding',
    'another byte in the padding',
    await envelope(concat(spare.subarray(0, -1), new Uint8Array([1]))),
  );

  const broken: [about: string, text: string | Uint8Array][] = [
    ['a member twice', plain.replace('"body"', '"body":"y","body"')],
    ['a member twice, once escaped', plain.replace('"body"', '"b\\u006fdy":"y","body"')],
    ['a member twice, deep inside', plain.replace('"body"', '"x":[{"a":1,"a":1}],"body"')],
    ['a second sig', plain.replace('"body"', '"sig":"","body"')],
    ['an integer beyond 2^53', plain.replace('"body"', '"x":9007199254740993,"body"')],
    ['seq beyond 2^53', plain.replace('"seq":1', '"seq":9007199254740993')],
    ['invalid UTF-8', concat(utf8(plain.slice(0, -2)), new Uint8Array([0xff]), utf8('"}'))],
    ['overlong UTF-8', concat(utf8(plain.slice(0, -2)), new Uint8Array([0xc0, 0xaf]), utf8('"}'))],
    ['a byte order mark', `\ufeff${plain}`],
    ['not JSON', plain.replace('"v":1', '"v":01')],
    ['an array', '[1]'],
    ['version 2', plain.replace('"v":1', '"v":2')],
    ['no version', plain.replace('"v":1,', '')],
    ['from in upper case', plain.replace(alice.own.userId, alice.own.userId.toUpperCase())],
    ['a station that is none', plain.replace(station, 'phone')],
    ['seq 0', plain.replace('"seq":1', '"seq":0')],
    ['seq as a text', plain.replace('"seq":1', '"seq":"1"')],
    ['seq with a fraction', plain.replace('"seq":1', '"seq":1.5')],
    ['chain at seq 1', plain.replace('"seq":1', `"seq":1,"chain":"${chain}"`)],
    ['no chain at seq 2', plain.replace('"seq":1', '"seq":2')],
    ['chain of another length', plain.replace('"seq":1', '"seq":2,"chain":"AAAA"')],
    ['chain that is not canonical', plain.replace('"seq":1', `"seq":2,"chain":"${'A'.repeat(42)}B="`)],
    ['prev without hash', plain.replace('"sent"', `"prev":{"id":"${other}"},"sent"`)],
    ['prev that is null', plain.replace('"sent"', '"prev":null,"sent"')],
    [
      'prev with an id in upper case',
      plain.replace('"sent"', `"prev":{"id":"${other.toUpperCase()}","hash":"${chain}"},"sent"`),
    ],
    ['sent as a text', plain.replace('1769860800000', '"now"')],
    ['no kind', plain.replace('"kind":"text",', '')],
  ];
  for (const [about, text] of broken) refuse('bad_payload', about, await dataOf(text));

  const text = new TextDecoder().decode(payload);
  const cut = text.length - 98;
  const rewritten: [about: string, payload: string][] = [
    ['a space after sig', `${text} `],
    ['a member after sig', `${text.slice(0, -1)},"x":1}`],
    ['a space before the value of sig', text.replace('"sig":"', '"sig": "')],
    ['sig with its last unused bits set', `${text.slice(0, -5)}${bitAfter(text.at(-5) as string)}=="}`],
    ['sig in the alphabet of URLs', `${text.slice(0, cut + 8)}-${text.slice(cut + 9)}`],
    ['no sig', `${text.slice(0, cut)}}`],
    ['sig alone', text.slice(cut)],
  ];
  for (const [about, json] of rewritten) refuse('bad_payload', about, await envelope(pad(utf8(json))));

  const fromMallory = plain.replace(alice.own.userId, mallory.own.userId);
  refuse('wrong_sender', 'from someone whom the epoch is not for', await dataOf(fromMallory, mallory));

  const forged = [
    { about: "signed by another, in Alice's name", id, data: await dataOf(plain, mallory) },
    {
      about: 'a bit of the signature turned',
      id,
      data: await envelope(pad(withSignature(utf8(plain), flipped(fromBase64(text.slice(-90, -2)), 17)))),
    },
    {
      about: 'the signature of another text',
      id,
      data: await envelope(pad(utf8(text.replace('"body":"x"', '"body":"y"')))),
    },
  ];
  return { accepted, refused, forged };
}

/** The base64 character after this one: the same but for its lowest bit. */
function bitAfter(character: string): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return digits.charAt(digits.indexOf(character) + 1);
}
