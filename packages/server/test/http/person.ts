import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { TestServer } from './server.ts';

/*
 * A client's side of a registration, made by hand with node:crypto: an independent second look at what the
 * specification says.
 */

/** Making one takes long, and who has it does not matter to the server. */
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

export interface Person {
  readonly email: string;
  readonly id: string;
  readonly nick: string;
  readonly apikey: string;
  readonly rsaPrivate: KeyObject;
  readonly registration: Registration;
}

export interface Registration {
  readonly action: 'register';
  readonly email: string;
  readonly fullname: string;
  readonly nick: string;
  readonly apikey: string;
  readonly publickey: string;
  readonly signpublickey: string;
  readonly identitysignature: string;
  readonly rsakey: string;
  readonly rsakeymac: string;
  readonly signkey: string;
  readonly recovery: { readonly auth: string; readonly box: string };
  readonly nonce: string;
}

/** @param workspaceid as `hello` answers it */
export function makePerson(
  workspaceid: string,
  nick: string,
  fullname = `${nick} Example`,
  email = `${hexOf(nick, 8)}@example.org`,
): Person {
  const id = createHash('md5').update(email).digest('hex');
  const apikey = hexOf(`apikey ${nick}`, 64);
  const ed25519 = generateKeyPairSync('ed25519');
  const spki = rsa.publicKey.export({ format: 'der', type: 'spki' });
  const identity = Buffer.concat([Buffer.from(`parley/identity/v1\0${workspaceid}\0${id}\0`), spki]);
  const signkey = ed25519.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    email,
    id,
    nick,
    apikey,
    rsaPrivate: rsa.privateKey,
    registration: {
      action: 'register',
      email,
      fullname,
      nick,
      apikey,
      publickey: spki.toString('base64'),
      signpublickey: signkey.toString('base64'),
      identitysignature: sign(null, identity, ed25519.privateKey).toString('base64'),
      rsakey: pemOf(Buffer.from('what only the password opens; the server looks at its frame alone')),
      rsakeymac: Buffer.alloc(32, 1).toString('base64'),
      signkey: Buffer.alloc(60, 2).toString('base64'),
      recovery: { auth: hexOf(`auth ${nick}`, 64), box: Buffer.alloc(2000, 3).toString('base64') },
      nonce: '0'.repeat(32),
    },
  };
}

/** What `changepassword` takes with everything in it, for the password that the person has already. */
export function passwordChange({ apikey, registration }: Person) {
  const { rsakey, rsakeymac, signkey, recovery } = registration;
  return { apikey, rsakey, rsakeymac, signkey, recovery, oldapikey: apikey, auth: recovery.auth };
}

/** The documented form of `rsakey`, whatever is inside. */
export function pemOf(content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return [
    '-----BEGIN RSA PRIVATE KEY-----',
    'Proc-Type: 4,ENCRYPTED',
    `DEK-Info: AES-256-CFB,${'0123456789ABCDEF'.repeat(2)}`,
    '',
    ...lines,
    '-----END RSA PRIVATE KEY-----',
    '',
  ].join('\r\n');
}

/** Hex digits that are always the same for a name. */
export function hexOf(name: string, digits = 32): string {
  return createHash('sha512').update(name).digest('hex').slice(0, digits);
}

export async function workspaceOf(server: TestServer): Promise<string> {
  const response = await fetch(`${server.url}/?srv=chatserver&api=chatlogin`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"action":"hello"}',
  });
  return ((await response.json()) as { workspaceid: string }).workspaceid;
}
