/** The `clientversioncode` that our own clients send. */
export const CLIENT_VERSION_CODE = 3;

/**
 * The version of the wire contract and its history, newest last. A test hashes every schema: a change there fails
 * until a line stands here.
 */
export const protocolHistory: readonly { version: number; hash: string; change: string }[] = [
  {
    version: 1,
    hash: 'de24f64f20ee04d2',
    change: 'The documented calls and the additions of docs/spec/wire.md.',
  },
];
