import type { Reader } from '../../store/engine/engine.ts';
import { setCredentials, setRecovery, userByApikey, userByRecovery } from '../../store/users.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { checkRecoveryBox, checkWrappedKeys } from './new-keys.ts';
import type { LoginServices } from './services.ts';

/** Source: docs/spec/wire.md part 3; docs/spec/trust.md section 2. */
export const changePassword: Operation<'login/changepassword', LoginServices> = async (
  { hashes, sessions },
  { workspace: { id: workspace }, user, station },
  body,
) => {
  const { apikey, oldapikey, auth, recovery, rsakey, rsakeymac, signkey } = body;
  if (oldapikey === undefined && auth === undefined) {
    throw new Refusal('invalid_request', '`oldapikey` is missing: prove the old password, or `auth`.');
  }
  checkWrappedKeys(body);
  if (recovery) checkRecoveryBox(recovery);

  const apikeyhash = hashes.apikey(workspace, apikey);
  const byApikey = async (reader: Reader, hash: string) => (await userByApikey(reader, workspace, hash))?.id;
  await sessions.endOthers({ workspace, user, station }, async (writer) => {
    const isProven =
      (oldapikey === undefined || (await byApikey(writer, hashes.apikey(workspace, oldapikey))) === user) &&
      (auth === undefined ||
        (await userByRecovery(writer, workspace, hashes.recoveryAuth(workspace, user, auth))) !== undefined);
    if (!isProven) {
      throw new Refusal('login_failed', 'The old password, or the recovery code, is wrong: check it.');
    }
    const holder = await byApikey(writer, apikeyhash);
    if (holder !== undefined && holder !== user) {
      throw new Refusal('invalid_request', '`apikey` must be derived from the password of this very user.');
    }
    await setCredentials(writer, workspace, user, { apikeyhash, rsakey, rsakeymac, signkey });
    if (recovery) {
      const recoveryauthhash = hashes.recoveryAuth(workspace, user, recovery.auth);
      await setRecovery(writer, workspace, user, { recoveryauthhash, recoverybox: recovery.box });
    }
  });
  return {};
};
