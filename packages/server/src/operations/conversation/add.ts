import { faultOf, matches, NewMessage } from '@parley/protocol/wire';
import { setNewestMessage } from '../../store/conversations.ts';
import { insertMessages, messagesNamed } from '../../store/messages.ts';
import { changing } from '../changing.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { conversationToChange } from './access.ts';
import { checkRepeat, contentOf } from './content.ts';
import { createdFor, newestAfter } from './newest.ts';
import { checkEpoch, checkMayWrite } from './writing.ts';

/** Source: docs/spec/wire.md part 1, Add. */
export const addMessage: Operation<'conversation/add'> = async (services, caller, body) => {
  const message = messageIn(body.message);
  const content = contentOf(message, caller.user);
  const answer = (created: string) => ({
    message: { ID: message.ID, Type: message.Type, Created: created, ValidUntil: message.ValidUntil },
  });
  return changing(services, async (writer, tell) => {
    const conversation = await conversationToChange(writer, caller, body);
    const known = (await messagesNamed(writer, conversation, [message.ID])).get(message.ID);
    if (known) {
      checkRepeat(known, content);
      return answer(known.created);
    }
    await checkMayWrite(writer, caller, conversation);
    checkEpoch(conversation, [content]);
    const created = createdFor(message.Created, services.now(), conversation.lastmessagedate);
    const added = [{ ...content, created, seq: conversation.head + 1 }];
    await insertMessages(writer, conversation, added);
    await setNewestMessage(writer, conversation.key, newestAfter(conversation, added));
    tell((changes) => changes.conversation(caller, conversation));
    return answer(created);
  });
};

/** So that a fault is named by its place in the body: `message.Data`. */
const Holder = { type: 'object', required: ['message'], properties: { message: NewMessage } };

function messageIn(text: string): NewMessage {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    throw new Refusal('invalid_request', '`message` must be a JSON string that holds one message object.');
  }
  if (matches(NewMessage, message)) return message;
  const fault = faultOf(Holder, { message }, 'the body');
  throw new Refusal('invalid_request', fault?.message ?? '`message` must be a message.');
}
