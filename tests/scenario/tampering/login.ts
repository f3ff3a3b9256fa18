import { Parley } from '@parley/client';
import { flip, flipHex, flipText, on } from './changes.ts';
import type { Attack, Loose, Scene } from './scene.ts';

/** A login answer that was changed, on a new station. */
const answer = (change: (answer: Loose) => void) => (scene: Scene) => scene.login(on('login', change));
/** The terms that are given before a password is used. */
const terms = (change: (answer: Loose) => void) => (scene: Scene) => scene.login(on('hello', change));
/** The same on a station that has logged in before. */
const laterTerms = (change: (answer: Loose) => void) => (scene: Scene) => {
  const { store, localKey } = scene.bob.options;
  return scene.login(on('hello', change), { store, localKey });
};

/** Attacks on the way from the password to one's own keys: docs/spec/trust.md sections 1, 2 and 5. */
export const loginAttacks: readonly Attack[] = [
  ['fewer rounds of the password hash', 'bad_kdf', 'kdf.ts checkKdf', terms((a) => (a.kdf.iterations = 1))],
  ['less memory for the password hash', 'bad_kdf', 'kdf.ts checkKdf', terms((a) => (a.kdf.memory = 1024))],
  [
    'a password hash that stalls the client',
    'bad_kdf',
    'kdf.ts checkKdf',
    terms((a) => (a.kdf.memory = 2 ** 21)),
  ],
  ['several lanes of the password hash', 'bad_kdf', 'kdf.ts checkKdf', terms((a) => (a.kdf.parallelism = 4))],
  [
    'another password hash than at the last login, though a strong one',
    'kdf_changed',
    'kdf.ts checkKdfTerms',
    laterTerms((a) => (a.kdf.iterations = 4)),
  ],
  [
    'another workspace than at the last login',
    'workspace_changed',
    'kdf.ts checkKdfTerms',
    laterTerms((a) => (a.workspaceid = flipHex(a.workspaceid))),
  ],
  [
    'another workspace in the answer than in the terms',
    'workspace_changed',
    'login.ts acceptLogin',
    answer((a) => (a.workspaceid = flipHex(a.workspaceid))),
  ],
  [
    'another user in the answer',
    'wrong_userid',
    'login.ts acceptLogin',
    answer((a) => (a.userid = flipHex(a.userid))),
  ],
  [
    'a bit of the PEM',
    'bad_mac',
    'rsakeymac.ts checkRsaKeyMac',
    answer((a) => (a.rsakey = flipText(a.rsakey))),
  ],
  [
    'a bit of the MAC',
    'bad_mac',
    'rsakeymac.ts checkRsaKeyMac',
    answer((a) => (a.rsakeymac = flip(a.rsakeymac, 3))),
  ],
  [
    'a bit of the signing key',
    'bad_signkey',
    'signkey.ts openSignKey',
    answer((a) => (a.signkey = flip(a.signkey, 20))),
  ],
  [
    'a bit of the session key',
    'bad_session_key',
    'session.ts openSessionKey',
    answer((a) => (a.sessionkey = flip(a.sessionkey, 9))),
  ],
  [
    'another own RSA key',
    'own_publickey_changed',
    'ownkeys.ts checkOwnKeys',
    answer((a) => (a.publickey = flip(a.publickey, 60))),
  ],
  [
    'another own signing key',
    'own_signpublickey_changed',
    'ownkeys.ts checkOwnKeys',
    answer((a) => (a.signpublickey = flip(a.signpublickey, 5))),
  ],
  [
    'another own identity signature',
    'own_identity_changed',
    'ownkeys.ts checkOwnKeys',
    answer((a) => (a.identitysignature = flip(a.identitysignature, 5))),
  ],
  [
    'the server spoken to over plain http on another machine',
    'insecure_server',
    'server-url.ts serverUrl',
    async ({ bob: { email, password } }) => {
      const sent: string[] = [];
      const fetch = async (url: string): Promise<Response> => {
        sent.push(url);
        return Response.error();
      };
      const failed = await Parley.login({ server: 'http://chat.example.org', email, password, fetch }).then(
        () => undefined,
        (error: { code: string }) => error.code,
      );
      return sent.length === 0 && failed !== undefined ? [failed] : sent;
    },
  ],
];
