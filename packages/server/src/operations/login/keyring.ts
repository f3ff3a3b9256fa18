import { keyringOf, setKeyring } from '../../store/keyrings.ts';
import { changing } from '../changing.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';

/** What a u32 holds: the counter is sealed with the box as one. */
const HIGHEST = 0xffffffff;

/** Source: docs/spec/wire.md part 3; docs/spec/trust.md section 2. */
export const keyring: Operation<'login/keyring'> = async (services, caller, body) => {
  const { store } = services;
  const { workspace, user } = caller;
  const { keyring: next } = body;
  if (!next) {
    const stored = await store.read((reader) => keyringOf(reader, workspace.id, user));
    return { keyring: stored ?? { counter: 0, box: '' } };
  }
  const { counter, box } = next;
  if (counter > HIGHEST) {
    throw new Refusal('invalid_request', `\`keyring.counter\` must be an integer up to ${HIGHEST}.`);
  }
  const isStored =
    counter > 0 &&
    (await changing(services, async (writer, tell) => {
      const isHigher = await setKeyring(writer, workspace.id, user, { counter, box });
      if (isHigher) tell((changes) => changes.friend(caller, user, user));
      return isHigher;
    }));
  if (!isStored) {
    throw new Refusal(
      'conflict',
      'Another station has stored a keyring with this counter or a higher one: read it, join yours with it, and store that under the next.',
    );
  }
  return { keyring: { counter, box } };
};
