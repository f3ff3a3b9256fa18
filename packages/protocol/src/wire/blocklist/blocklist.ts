import { defineCall } from '../call.ts';
import { ConversationId, UserId } from '../fields.ts';
import { Type } from '../schema.ts';

/** `chatblocklist` `blocklist`, documented. Source: docs/spec/wire.md part 2, Blocklist. */
export const blocklist = defineCall({
  api: 'chatblocklist',
  action: 'blocklist',
  auth: 'signed',
  replay: 'repeatable',
  about: 'The users that the caller has blocked. `blockedconversations` is always empty.',
  request: {},
  response: { blockedusers: Type.Array(UserId), blockedconversations: Type.Array(ConversationId) },
});

const change = <const Action extends string>(action: Action, about: string) =>
  defineCall({
    api: 'chatblocklist',
    action,
    auth: 'signed',
    replay: 'once',
    about,
    request: { userid: UserId },
    response: {},
    errors: ['not_found'],
  });

/** `chatblocklist` `block`, `unblock`. Source: docs/spec/wire.md part 2, Blocklist. */
export const block = change(
  'block',
  "Who is blocked can neither write to the caller one to one nor see the caller's availability, and is not told why.",
);
export const unblock = change('unblock', 'Ends a block.');
