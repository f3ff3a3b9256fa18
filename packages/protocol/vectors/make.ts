/*
 * Makes the known-answer files of this folder: `bun packages/protocol/vectors/make.ts`.
 * Everything random comes from fixed seeds, so that the same files come out; what WebCrypto cannot make from a
 * seed (RSA keys, RSA-OAEP) is kept as it was once made.
 */
import { writeFileSync } from 'node:fs';
import { chainVectors, fileVectors } from './make/chains.ts';
import { signatureVectors, signPublicKeyVectors } from './make/ed25519.ts';
import { base64Vectors, dateVectors, idVectors, jsonVectors, paddingVectors } from './make/encodings.ts';
import {
  keyringVectors,
  passwordVectors,
  peopleVectors,
  recoveryVectors,
  sessionVectors,
  wrappedKeyVectors,
} from './make/keys.ts';
import { kindVectors, messageVectors } from './make/messages.ts';
import { Wrapper } from './make/oaep.ts';
import { secretVectors } from './make/secrets.ts';
import { makeWorld } from './make/world.ts';

/** Every file's content by its name, as JSON text. */
export async function makeVectors(): Promise<Map<string, string>> {
  const world = await makeWorld();
  const wrapper = new Wrapper();
  const session = await sessionVectors(world, wrapper);
  const { secrets, displayname, group } = await secretVectors(world, wrapper);
  const files: Record<string, unknown> = {
    ids: idVectors(),
    base64: base64Vectors(),
    dates: dateVectors(),
    json: jsonVectors(),
    padding: paddingVectors(),
    people: await peopleVectors(world),
    password: await passwordVectors(),
    wrappedkeys: await wrappedKeyVectors(world),
    signpublickey: await signPublicKeyVectors(world),
    signature: await signatureVectors(world),
    recovery: await recoveryVectors(world),
    keyring: await keyringVectors(world),
    session,
    oaep: {
      about:
        'RSA-OAEP with SHA-256 for hash and MGF1 and a label (docs/spec/trust.md 2), to the people of people.json.',
      cases: wrapper.cases,
    },
    secret: secrets,
    displayname,
    message: await messageVectors(world, group),
    kinds: kindVectors(),
    chain: chainVectors(),
    file: await fileVectors(),
  };
  return new Map(
    Object.entries(files).map(([name, content]) => [name, `${JSON.stringify(content, null, 2)}\n`]),
  );
}

if (import.meta.main) {
  for (const [name, text] of await makeVectors()) {
    writeFileSync(new URL(`${name}.json`, import.meta.url), text);
    console.log(`${name}.json`);
  }
}
