/** The `clientversioncode` that our own clients send. */
export const CLIENT_VERSION_CODE = 3;

/**
 * The version of the wire contract and its history, newest last. A test hashes every schema: a change there fails
 * until a line stands here.
 */
export const protocolHistory: readonly { version: number; hash: string; change: string }[] = [
  {
    version: 1,
    hash: '4c4b72835eae0c2b',
    change: 'The documented calls and the additions of docs/spec/wire.md.',
  },
  {
    version: 2,
    hash: 'a4cd6de7d14af57f',
    change: 'What changes the epoch of a conversation may be repeated; rename answers epoch_changed.',
  },
  {
    version: 3,
    hash: '538542033dde85f9',
    change: 'login/profile changes what one is called; the list of stations says when each logged in.',
  },
];
