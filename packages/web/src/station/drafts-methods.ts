import type { Desk } from './desk.ts';
import type { DraftsApi } from './drafts.ts';

export function draftsMethods(desk: Desk): DraftsApi {
  return {
    draft: ({ conversationId }) => desk.drafts.get(conversationId),
    keepDraft: ({ conversationId, draft }) => desk.drafts.keep(conversationId, draft),
  };
}
