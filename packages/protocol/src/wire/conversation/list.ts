import { defineCall } from '../call.ts';
import { Conversation } from '../objects.ts';
import { Type } from '../schema.ts';

/** `chatconversation` `list`, documented. Source: docs/spec/wire.md parts 1 and 3. */
export const list = defineCall({
  api: 'chatconversation',
  action: 'list',
  auth: 'signed',
  replay: 'repeatable',
  about: 'Every conversation that the caller takes part in, the hidden ones too.',
  request: {},
  response: { conversations: Type.Array(Conversation) },
});
