import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { StartError } from '../start-error.ts';

/** A certificate with those that lead to its issuer, and its private key; both PEM. */
export interface CertificatePair {
  readonly cert: string;
  readonly key: string;
}

/**
 * The pair in two files.
 * @throws StartError when they cannot be read, or do not belong together
 */
export async function readCertificate(certPath: string, keyPath: string): Promise<CertificatePair> {
  if (certPath === '' || keyPath === '') {
    throw new StartError(
      'TLS needs a certificate and its key: give both --tls-cert and --tls-key, or neither.',
    );
  }
  const cert = await read(certPath, '--tls-cert');
  const key = await read(keyPath, '--tls-key');
  let belongs: boolean;
  try {
    belongs = new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch (error) {
    throw new StartError(
      `The certificate ${certPath} and the key ${keyPath} must be PEM files, and the key without a password.`,
      { cause: error },
    );
  }
  if (belongs) return { cert, key };
  throw new StartError(
    `The key ${keyPath} does not belong to the certificate ${certPath}: give those of one pair.`,
  );
}

async function read(path: string, flag: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as { code?: string };
    throw new StartError(
      `The file ${path} of ${flag} cannot be read (${code}): check its path and its rights.`,
      {
        cause: error,
      },
    );
  }
}
