/** Members that we answer besides the documented ones, by call. Source: docs/spec/wire.md parts 2 and 3. */
const additions: Readonly<Record<string, readonly string[]>> = {
  login: [
    'sessionkey',
    'sessionexpires',
    'publickey',
    'signpublickey',
    'identitysignature',
    'rsakeymac',
    'signkey',
    'workspaceid',
    'urls.reports',
  ],
  'friends list': ['availabilities.signpublickey', 'availabilities.identitysignature'],
  'conversation list': inConversation('conversations'),
  'workspace register': ['ownerinvite'],
  'conversation download': ['cursor'],
  'conversation downloadpartial': [
    'cursor',
    // The documented answer is abbreviated: more members follow.
    ...['ValidUntil', 'Data'].map((member) => `messages.${member}`),
    ...['ValidUntil', 'User', 'Station', 'MessageID'].map((member) => `reports.${member}`),
  ],
};

function inConversation(name: string): string[] {
  return ['epoch', 'secretby', 'secretfor', 'secretsignature'].map((member) => `${name}.${member}`);
}

/** What the documentation writes for values that differ each time, and what they look like. */
const marks: Readonly<Record<string, RegExp>> = {
  '<version>': /^\d+\.\d+\.\d+$/,
  '<32 hex>': /^[0-9a-f]{32}$/,
  '<base64>': /^[A-Za-z0-9+/]+=*$/,
  '<opaque base64>': /^[A-Za-z0-9+/]+=*$/,
  '<base64 SPKI, MIIBIjA...IDAQAB>': /^MIIBIjA[A-Za-z0-9+/]+IDAQAB$/,
  '<PEM, PKCS#1, CRLF, Proc-Type: 4,ENCRYPTED, DEK-Info: AES-256-CFB,...>':
    /^-----BEGIN RSA PRIVATE KEY-----\r\nProc-Type: 4,ENCRYPTED\r\nDEK-Info: AES-256-CFB,[0-9A-F]{32}\r\n\r\n/,
};

/**
 * Compares an answer with the documented one: every value, and the order of the members.
 * @returns what differs, each in a few words; empty when nothing does
 */
export function differences(name: string, documented: object, ours: object): string[] {
  const allowed = new Set(additions[name] ?? inConversation('conversation'));
  return [...compare(documented, ours, '', allowed)];
}

function* compare(
  documented: unknown,
  ours: unknown,
  path: string,
  allowed: ReadonlySet<string>,
): Generator<string> {
  if (typeof documented === 'string' && documented.includes('<')) {
    if (!fits(documented, ours)) yield `${path} is ${JSON.stringify(ours)}, not like ${documented}`;
  } else if (Array.isArray(documented) && Array.isArray(ours)) {
    if (documented.length !== ours.length)
      yield `${path} has ${ours.length} entries, not ${documented.length}`;
    for (const [index, entry] of documented.entries()) yield* compare(entry, ours[index], path, allowed);
  } else if (isObject(documented) && isObject(ours)) {
    const at = (member: string) => (path === '' ? member : `${path}.${member}`);
    const known = Object.keys(ours).filter((member) => !allowed.has(at(member)) || member in documented);
    if (known.join() !== Object.keys(documented).join()) yield `${path} has the members ${known}`;
    // What is added stands behind what is documented.
    if (Object.keys(ours).slice(0, known.length).join() !== known.join()) yield `${path} is in another order`;
    for (const [member, value] of Object.entries(documented))
      yield* compare(value, ours[member], at(member), allowed);
  } else if (documented !== ours) {
    yield `${path} is ${JSON.stringify(ours)}, not ${JSON.stringify(documented)}`;
  }
}

function fits(mark: string, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  if (mark.startsWith('<configured>')) return value.endsWith(mark.slice('<configured>'.length));
  return marks[mark]?.test(value) ?? false;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
