import { fromBase64 } from '@parley/protocol/encoding';
import {
  checkExportedEpoch,
  type Epoch,
  type EpochKeys,
  type Identity,
  isExportSigned,
  type OwnKeys,
  openEpoch,
  openExportedSecret,
  openIdentity,
  TrustError,
} from '@parley/protocol/trust';
import type { FindingView } from '../view.ts';
import { ProofError } from './error.ts';
import type { Header } from './format.ts';
import { type Contents, type EpochEntry, found } from './survey.ts';

/** Who reads an export whose secrets are wrapped. */
export type ProofReader = Pick<OwnKeys, 'decryptKey' | 'identity'>;

/** What of an export, besides its messages, is as it must be. */
export interface Checked {
  readonly identities: Map<string, Identity>;
  readonly epochs: Map<number, EpochKeys>;
  readonly findings: FindingView[];
}

/**
 * Checks the exporter's signature, the people and the secrets.
 * @throws ProofError `sealed_for_another`
 */
export async function check(contents: Contents, reader: ProofReader | undefined): Promise<Checked> {
  const { header } = contents;
  const findings = [...contents.findings];
  const identities = new Map<string, Identity>();
  const refused = (error: unknown) => {
    if (!(error instanceof TrustError)) throw error;
    findings.push(found(error.code, error.message));
  };
  for (const person of contents.people) {
    const account = { workspaceId: header.workspaceid, userId: person.userid };
    try {
      identities.set(person.userid, await openIdentity(account, person));
    } catch (error) {
      refused(error);
    }
  }
  const place = { workspaceId: header.workspaceid, conversationId: header.conversationid };
  const exporter = identities.get(header.exportedby);
  if (!exporter) findings.push(found('keys_missing', 'the keys of who exported it are not in it'));
  else if (
    contents.signature !== undefined &&
    !(await isExportSigned(exporter, place, contents.digest, contents.signature))
  ) {
    findings.push(found('altered', 'the export was changed after it was made: its signature is not valid'));
  }
  const accepted = new Map<number, Epoch>();
  const epochs = new Map<number, EpochKeys>();
  for (const entry of contents.epochs) {
    try {
      const epoch = { ...place, ...entry, secret: await secretOf(header, place, entry, reader) };
      await checkExportedEpoch(epoch, identities, accepted.get(entry.epoch - 1));
      if (accepted.has(entry.epoch)) throw new TrustError('epoch_changed', `epoch ${entry.epoch}`);
      accepted.set(entry.epoch, epoch);
      epochs.set(entry.epoch, await openEpoch(epoch));
    } catch (error) {
      refused(error);
    }
  }
  return { identities, epochs, findings };
}

/** @throws ProofError when it is wrapped for somebody else @throws TrustError bad_secret */
async function secretOf(
  { secretsfor }: Header,
  place: { workspaceId: string; conversationId: string },
  { epoch, secret }: EpochEntry,
  reader: ProofReader | undefined,
): Promise<Epoch['secret']> {
  if (secretsfor) {
    if (reader?.identity.fingerprint !== secretsfor.fingerprint) {
      throw new ProofError(
        'sealed_for_another',
        `Its secrets are only for user ${secretsfor.userid}: have that person check it, logged in.`,
      );
    }
    return openExportedSecret(reader, { ...place, epoch }, secret);
  }
  try {
    const bytes = fromBase64(secret);
    if (bytes.length === 32) return bytes;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new TrustError('bad_secret', `epoch ${epoch}`);
}
