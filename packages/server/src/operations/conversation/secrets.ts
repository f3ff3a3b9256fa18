import type { Recipient } from '@parley/protocol/wire';
import { epochsOf } from '../../store/epochs.ts';
import type { Operation } from '../operation.ts';
import { conversationToRead } from './access.ts';

/** Source: docs/spec/wire.md part 3, secrets; docs/spec/trust.md section 3. */
export const listSecrets: Operation<'conversation/secrets'> = (services, caller, body) =>
  services.store.read(async (reader) => {
    const { key } = await conversationToRead(reader, caller, body);
    const epochs = await epochsOf(reader, key, caller.user);
    return {
      secrets: epochs.map(
        ({ epoch, secret, secretby, secretfor, secretsignature, sharedby, sharesignature }) => ({
          epoch,
          secret,
          secretby,
          secretfor: JSON.parse(secretfor) as Recipient[],
          secretsignature,
          ...(sharedby === '' ? {} : { sharedby, sharesignature }),
        }),
      ),
    };
  });
