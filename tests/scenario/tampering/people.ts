import { toBase64 } from '@parley/protocol/encoding';
import { makePrivateKeys, openPrivateKeys, type PublicKeys, publicKeysOf } from '@parley/protocol/trust';
import type { TestPerson } from '@parley/testkit';
import { signIdentity } from '../../../packages/protocol/src/trust/identity.ts';
import { flip, flipHex, honest, on, people } from './changes.ts';
import { own } from './forge.ts';
import type { Attack, Loose, Scene } from './scene.ts';

/** Changes the keys under which the server gives out Alice. */
const ofAlice = ({ alice }: Scene, change: (user: Loose) => void) =>
  people((user) => {
    if (user.friendid === own(alice).userId) change(user);
  });
const alicesKeys = (change: (user: Loose) => void) => (scene: Scene) => scene.read(ofAlice(scene, change));

/** Keys that the server made for somebody: well made, and not that person's. */
async function keysInTheNameOf(person: TestPerson): Promise<PublicKeys> {
  const { workspaceId, userId } = own(person);
  return publicKeysOf(await openPrivateKeys({ workspaceId, userId }, await makePrivateKeys()));
}

/** Attacks on other people's keys: docs/spec/trust.md section 2. */
export const peopleAttacks: readonly Attack[] = [
  [
    'a bit of an identity signature',
    'bad_identity',
    'identity.ts openIdentity',
    alicesKeys((user) => (user.identitysignature = flip(user.identitysignature, 5))),
  ],
  [
    'an RSA key that is none',
    'bad_publickey',
    'rsakey.ts importEncryptKey',
    alicesKeys((user) => (user.publickey = flip(user.publickey, 0))),
  ],
  [
    'a signing key of small order, for which everything is signed',
    'bad_signpublickey',
    'signature.ts checkPrimeOrder',
    alicesKeys((user) => (user.signpublickey = toBase64(new Uint8Array(32).fill(1, 0, 1)))),
  ],
  [
    "an RSA key beside another one's signing key",
    'bad_identity',
    'identity.ts openIdentity',
    (scene) =>
      scene.read(ofAlice(scene, (user) => (user.publickey = toBase64(own(scene.eve).identity.publicKey)))),
  ],
  [
    "another person's keys, whole",
    'bad_identity',
    'identity.ts openIdentity',
    async (scene) => {
      const keys = await publicKeysOf(own(scene.eve));
      return scene.read(ofAlice(scene, (user) => Object.assign(user, keys)));
    },
  ],
  [
    'an identity of another workspace',
    'bad_identity',
    'identity.ts openIdentity',
    async (scene) => {
      const { userId, workspaceId, signKey, identity } = own(scene.alice);
      const elsewhere = { userId, workspaceId: flipHex(workspaceId) };
      const identitysignature = await signIdentity(signKey, elsewhere, identity.publicKey);
      return scene.read(ofAlice(scene, (user) => Object.assign(user, { identitysignature })));
    },
  ],
  [
    'keys that change after they were pinned',
    'fingerprint_changed',
    'pins.ts pinIdentity',
    async (scene) => {
      const keys = await keysInTheNameOf(scene.alice);
      return scene.readTwice(
        honest,
        ofAlice(scene, (user) => Object.assign(user, keys)),
      );
    },
  ],
  [
    "false keys at first sight, of the maker of a conversation's secret",
    'bad_secretsignature',
    'acceptance.ts acceptEpoch',
    async (scene) => {
      const keys = await keysInTheNameOf(scene.alice);
      return scene.read(ofAlice(scene, (user) => Object.assign(user, keys)));
    },
  ],
  [
    "false keys on a new station, of a person for whom the user's own key has signed",
    'fingerprint_changed',
    'pins.ts pinIdentity',
    async (scene) => {
      const { id } = await scene.bob.parley.createGroup('made by Bob', [scene.alice.email]);
      const keys = await keysInTheNameOf(scene.alice);
      return scene.login(
        ofAlice(scene, (user) => Object.assign(user, keys)),
        {},
        { conversation: id },
      );
    },
  ],
  [
    'keys that are withheld',
    'keys_missing',
    'acceptance.ts knownIdentity',
    (scene) =>
      scene.read(
        on('keys', (answer) => {
          answer.users = answer.users.filter((user: Loose) => user.friendid !== own(scene.alice).userId);
        }),
      ),
  ],
  [
    'another person for an e-mail address',
    'wrong_userid',
    'identity.ts checkSought',
    async (scene) => {
      const [mallory] = await scene.bob.parley.people.search(scene.mallory.email);
      return scene.read(
        on('search', (answer) => (answer.users = [mallory])),
        { afterwards: (_, station) => station.people.findByEmail(scene.eve.email) },
      );
    },
  ],
  [
    'another person under the id of an e-mail address',
    'bad_identity',
    'identity.ts openIdentity',
    async (scene) => {
      const [mallory] = await scene.bob.parley.people.search(scene.mallory.email);
      const posing = { ...mallory, friendid: own(scene.eve).userId };
      return scene.read(
        on('search', (answer) => (answer.users = [posing])),
        { afterwards: (_, station) => station.people.findByEmail(scene.eve.email) },
      );
    },
  ],
];
