import { defineCall } from '../call.ts';
import { Type } from '../schema.ts';

/** `chatowner` `workspace` `workspaceregister`, documented. Source: docs/spec/wire.md part 2, Workspaces. */
export const workspaceregister = defineCall({
  srv: 'chatowner',
  api: 'workspace',
  action: 'workspaceregister',
  auth: 'user',
  replay: 'repeatable',
  about:
    "Makes a workspace under a DNS name; for owners of the first workspace. `ownerinvite` is the invitation of the new workspace's first user. Repeating one's own registration is OK; another's name is `conflict`.",
  request: {
    workspacename: Type.String({
      maxLength: 253,
      pattern: '^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$',
      description: 'a lowercase DNS name',
    }),
  },
  response: { ownerinvite: Type.Optional(Type.String()) },
  errors: ['forbidden', 'conflict'],
});
