import { groupConversationId, pairConversationId } from '@parley/protocol/ids';
import type { RequestOf } from '@parley/protocol/wire';
import { hasBlocked } from '../../store/blocks.ts';
import { conversationKey, conversationOf, insertConversation } from '../../store/conversations.ts';
import type { Reader } from '../../store/engine/engine.ts';
import { insertEpoch, insertSecrets } from '../../store/epochs.ts';
import { befriend, isFriend } from '../../store/friends.ts';
import { activeUsersAmong, insertParticipants } from '../../store/participants.ts';
import { changing } from '../changing.ts';
import type { Caller, Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { checkRecipients } from './recipients.ts';
import { viewOf } from './view.ts';

type Body = RequestOf<'conversation/create'>;

/** Source: docs/spec/wire.md part 3, create; docs/spec/trust.md section 3. */
export const createConversation: Operation<'conversation/create'> = async (services, caller, body) => {
  const people = [...new Set(body.participantids)].sort();
  checkForm(caller, body, people);
  const { conversationid, isgroup } = body;
  const workspace = caller.workspace.id;
  return changing(services, async (writer, tell) => {
    if ((await conversationKey(writer, workspace, conversationid)) !== undefined) {
      if (!(await conversationOf(writer, workspace, conversationid, caller.user))) throw left();
      return { conversation: await viewOf(writer, caller, conversationid), created: false };
    }
    const others = people.filter((id) => id !== caller.user);
    await checkMayInvite(writer, caller, others, isgroup);
    const now = services.now();
    const key = await insertConversation(
      writer,
      workspace,
      {
        id: conversationid,
        isgroup: isgroup ? 1 : 0,
        creator: caller.user,
        instance: services.instance(),
        displayname: body.displayname,
      },
      now,
    );
    const roleOf = (userid: string) => (isgroup && userid === caller.user ? 'owner' : 'member');
    const participants = people.map((userid) => ({ userid, role: roleOf(userid) }));
    await insertParticipants(writer, workspace, key, participants);
    await insertEpoch(writer, key, {
      epoch: body.epoch,
      secretby: caller.user,
      secretfor: JSON.stringify(body.secretfor.map(({ userid, fingerprint }) => ({ userid, fingerprint }))),
      secretsignature: body.secretsignature,
    });
    const secrets = body.secrets.map((one) => ({ ...one, sharedby: '', sharesignature: '' }));
    await insertSecrets(writer, key, body.epoch, secrets);
    const [other] = others;
    if (!isgroup && other !== undefined) {
      const isNew = !(await isFriend(writer, workspace, caller.user, other));
      await befriend(writer, workspace, caller.user, other);
      if (isNew) tell((changes) => changes.befriended(caller, other));
    }
    tell((changes) => changes.list(caller, people));
    return { conversation: await viewOf(writer, caller, conversationid), created: true };
  });
};

/** Checks what can be said of the body by itself. @throws Refusal `invalid_request` */
function checkForm(caller: Caller, body: Body, people: readonly string[]): void {
  const { participantids, isgroup, conversationid, nonce } = body;
  if (people.length !== participantids.length) {
    throw new Refusal('invalid_request', '`participantids` must name each participant once.');
  }
  if (!people.includes(caller.user)) {
    throw new Refusal('invalid_request', '`participantids` must name the caller among the participants.');
  }
  const [one = '', other = ''] = people;
  if (!isgroup && people.length !== 2) {
    throw new Refusal('invalid_request', '`participantids` must name two people, or `isgroup` be true.');
  }
  if (isgroup && nonce === undefined) {
    throw new Refusal(
      'invalid_request',
      '`nonce` is missing: it must be the 32 random lowercase hexadecimal digits that `conversationid` is derived from.',
    );
  }
  const id = isgroup ? groupConversationId(caller.user, nonce ?? '') : pairConversationId(one, other);
  if (conversationid !== id) {
    const source = isgroup ? 'the caller and `nonce`' : 'the two participants';
    throw new Refusal('invalid_request', `\`conversationid\` must be the id derived from ${source}: ${id}.`);
  }
  checkRecipients(people, body);
}

/** @throws Refusal `not_found`, `forbidden` */
async function checkMayInvite(
  reader: Reader,
  caller: Caller,
  others: readonly string[],
  isgroup: boolean,
): Promise<void> {
  const { workspace, user } = caller;
  const active = await activeUsersAmong(reader, workspace.id, user, others);
  const missing = others.find((id) => !active.has(id));
  if (missing !== undefined) {
    throw new Refusal(
      'not_found',
      `There is no user ${missing} here: leave the id out of \`participantids\`.`,
    );
  }
  const stranger = others.find((id) => active.get(id) === 0);
  if (workspace.friendship === 'closed' && stranger !== undefined) throw unwilling();
  const [other] = others;
  if (isgroup || other === undefined) return;
  const blocked =
    (await hasBlocked(reader, workspace.id, other, user)) ||
    (await hasBlocked(reader, workspace.id, user, other));
  if (blocked) throw unwilling();
}

/** The same words whatever the reason. */
function unwilling(): Refusal {
  return new Refusal(
    'forbidden',
    'You cannot start a conversation with these people: they must be your friends first.',
  );
}

/** Only who made a group derives its id, so that this tells nobody else anything. */
function left(): Refusal {
  return new Refusal('conflict', 'You have left the group of that `nonce`: use a new one.');
}
