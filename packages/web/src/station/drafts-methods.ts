import type { Desk } from './desk.ts';
import type { Draft, DraftsApi } from './drafts.ts';

const NAME = 'web/drafts';

export function draftsMethods(desk: Desk): DraftsApi {
  const load = async () => ((await desk.parley.station.vault.get(NAME)) ?? {}) as Record<string, Draft>;
  // Whoever asks gets what was kept before, even if that is still being written.
  const inTurn = <Result>(work: () => Promise<Result>) => desk.parley.station.store.lock(NAME, work);
  return {
    draft: ({ conversationId }) => inTurn(async () => (await load())[conversationId] ?? { text: '' }),
    keepDraft: ({ conversationId, draft }) =>
      inTurn(async () => {
        const { [conversationId]: _before, ...others } = await load();
        const isEmpty = draft.text.trim() === '' && !draft.replyTo;
        await desk.parley.station.vault.set(NAME, isEmpty ? others : { ...others, [conversationId]: draft });
      }),
  };
}
