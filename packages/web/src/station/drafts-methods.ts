import type { Desk } from './desk.ts';
import type { Draft, DraftsApi } from './drafts.ts';

const NAME = 'web/drafts';

export function draftsMethods(desk: Desk): DraftsApi {
  const load = async () => ((await desk.parley.station.vault.get(NAME)) ?? {}) as Record<string, Draft>;
  return {
    draft: async ({ conversationId }) => (await load())[conversationId] ?? { text: '' },
    keepDraft: ({ conversationId, draft }) => {
      const { store, vault } = desk.parley.station;
      return store.lock(NAME, async () => {
        const { [conversationId]: _before, ...others } = await load();
        const isEmpty = draft.text.trim() === '' && !draft.replyTo;
        await vault.set(NAME, isEmpty ? others : { ...others, [conversationId]: draft });
      });
    },
  };
}
