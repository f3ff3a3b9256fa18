import { groupConversationId, pairConversationId } from '@parley/protocol/ids';
import type { RequestOf } from '@parley/protocol/wire';
import { hasBlocked } from '../../store/blocks.ts';
import { conversationKey, conversationOf, insertConversation } from '../../store/conversations.ts';
import type { Reader } from '../../store/engine/engine.ts';
import { befriend, isFriend } from '../../store/friends.ts';
import { insertParticipants } from '../../store/participants.ts';
import { changing } from '../changing.ts';
import type { Caller, Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { checkMayInvite, unwilling } from './inviting.ts';
import { storeEpoch } from './made-epoch.ts';
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
    await checkMayInvite(writer, caller, others);
    const [other] = others;
    const peer = isgroup ? undefined : other;
    if (peer !== undefined) await checkUnblocked(writer, caller, peer);
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
    await storeEpoch(writer, key, caller.user, body);
    if (peer !== undefined) {
      const isNew = !(await isFriend(writer, workspace, caller.user, peer));
      await befriend(writer, workspace, caller.user, peer);
      if (isNew) tell((changes) => changes.befriended(caller, peer));
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

/** Checks that neither of two people has blocked the other. @throws Refusal `forbidden` */
async function checkUnblocked(reader: Reader, { workspace, user }: Caller, other: string): Promise<void> {
  const blocked =
    (await hasBlocked(reader, workspace.id, other, user)) ||
    (await hasBlocked(reader, workspace.id, user, other));
  if (blocked) throw unwilling();
}

/** Only who made a group derives its id, so that this tells nobody else anything. */
function left(): Refusal {
  return new Refusal('conflict', 'You have left the group of that `nonce`: use a new one.');
}
