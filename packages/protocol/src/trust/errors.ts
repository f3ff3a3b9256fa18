/**
 * Everything this library refuses, once: what was attacked or broken, and what that means.
 * A code is never reused for another meaning. Source: docs/spec/trust.md sections 1 to 4.
 */
export const refusals = {
  // Password and keys (section 1)
  bad_password: 'The password must be Unicode text of at least one character.',
  bad_bot_key: 'This is not a bot key: it must be "parley_" and 43 characters of base64url.',
  bad_kdf: 'The server asks for a password hash that is too weak or too costly; the password was not used.',
  kdf_changed:
    'The server asks for another password hash than at the last login; a workspace never changes it, so the password was not used.',
  workspace_changed:
    'The server answers under another workspace id than at the last login; this may be another server in its place, so the password was not used.',

  // One's own keys (section 2)
  bad_mac:
    'The private RSA key from the server was altered (rsakeymac does not fit it), or the password is wrong; it was not opened.',
  bad_pem:
    'The private RSA key is not the encrypted PEM that it must be, or was encrypted with another password.',
  bad_rsakey: 'The private RSA key is malformed or shorter than 2048 bits.',
  bad_signkey:
    'The private signing key from the server was altered, or belongs to another user or workspace.',
  own_publickey_changed:
    "The server gives out another RSA key as this user's own: it could read what others encrypt to it.",
  own_signpublickey_changed:
    "The server gives out another signing key as this user's own: it could write in this user's name.",
  own_identity_changed: "The server gives out an identity signature that this user's keys did not make.",

  // Other people's keys (section 2)
  bad_publickey: "A user's public RSA key is malformed or shorter than 2048 bits.",
  bad_signpublickey:
    "A user's public signing key is not the canonical encoding of a point of prime order: anyone could sign for such a key.",
  bad_identity:
    "A user's RSA key and signing key do not belong together: the identity signature is not valid.",
  fingerprint_changed:
    "A user's keys are not the ones seen before: someone may be posing as that user. Compare safety numbers before trusting the new keys.",
  wrong_userid:
    'The server answers with a user whose id does not belong to the e-mail address that was sought.',
  keys_missing: "A user's keys are needed to check this and are not known here; fetch them first.",

  // Keyring, recovery, session (section 2)
  bad_keyring: 'The keyring from the server was altered, or belongs to another user, workspace or counter.',
  keyring_rollback: 'The server gives an older keyring than one seen before: pins may have been taken back.',
  bad_recovery_code:
    'This is not a recovery code: it has 26 letters and digits, and one of them is mistyped.',
  bad_recovery_box: 'The recovery box from the server was altered, or the recovery code is another one.',
  bad_session_key: 'The session key from the server was not made for this user and station.',

  // Conversation secrets (section 3)
  bad_secretfor:
    'The list of people that a conversation secret is for is malformed: ids must be ascending, each with a fingerprint of 32 bytes.',
  bad_secret: 'The conversation secret was altered, or was made for another user, conversation or epoch.',
  bad_secretsignature:
    'The conversation secret, its people or its maker were changed: the signature of the named maker is not valid.',
  maker_not_included: 'The conversation secret was made by someone who is not among the people it is for.',
  not_for_us: 'The conversation secret is not for this user, and nobody entitled has shared it.',
  maker_not_in_previous:
    'The conversation secret was made by someone whom the epoch before it was not for: an outsider may have been let in.',
  wrong_people: 'The secret of a conversation of two people is for others than exactly those two.',
  epoch_changed:
    'The server gives another secret for an epoch that was accepted before; an accepted epoch never changes.',
  epoch_rollback:
    'The server names an older epoch as the newest than one seen before: a removed person could read on.',
  bad_sharesignature:
    'An older conversation secret was shared without a valid signature of the one named as sharing it.',
  sharer_not_entitled:
    'An older conversation secret was shared by someone who is not in the conversation or never had it.',
  old_epoch: 'Nothing is written under an epoch older than one already seen: a removed person could read it.',
  bad_displayname: "The conversation's name was altered, or belongs to another conversation.",
  displayname_rollback: "The server gives the conversation's name of an older epoch than one seen before.",

  // Messages (section 4)
  bad_data: 'The message does not have the form of an encrypted message.',
  epoch_missing: 'The message stands under an epoch whose secret is not here.',
  bad_message:
    'The message was altered, or moved from another place: another conversation, instance, ID, type or epoch.',
  bad_padding: 'The message is not padded as it must be.',
  bad_payload: 'The content of the message is malformed.',
  bad_kind: 'The content of the message does not fit its kind.',
  wrong_sender: 'The message names a sender whom its epoch is not for.',
  bad_signature: 'The message was not written by the person it names: the signature is not valid.',

  // Files (section 4)
  bad_file: 'The file was altered, or parts of it were moved.',
  file_truncated: 'The end of the file is missing.',
  file_size: 'The file does not have the size that its message names.',
} as const;

/** The closed list of codes, one for each attack that is told apart. */
export type TrustCode = keyof typeof refusals;

/** What came from the server or another person and must not be trusted. */
export class TrustError extends Error {
  readonly code: TrustCode;

  /** @param detail what exactly, in a few words; added to the sentence of the code */
  constructor(code: TrustCode, detail?: string) {
    super(detail === undefined ? refusals[code] : `${refusals[code]} (${detail})`);
    this.name = 'TrustError';
    this.code = code;
  }
}

/** Runs what may throw anything, and lets only a TrustError of this code out. */
export function orRefuse<Result>(code: TrustCode, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw refusalOf(code, error);
  }
}

/** Runs what may throw, and gives back a TrustError instead of throwing it. */
export function orTrustError<Result>(run: () => Result): Result | TrustError {
  try {
    return run();
  } catch (error) {
    if (error instanceof TrustError) return error;
    throw error;
  }
}

/** As `orRefuse`, for what is awaited. */
export async function orRefuseAsync<Result>(code: TrustCode, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw refusalOf(code, error);
  }
}

/** WebCrypto says nothing of the reason, by design; only our own parsers' words are worth repeating. */
function refusalOf(code: TrustCode, error: unknown): TrustError {
  if (error instanceof TrustError) return error;
  return new TrustError(code, error instanceof SyntaxError ? error.message : undefined);
}
