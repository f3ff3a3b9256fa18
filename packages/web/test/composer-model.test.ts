import { expect, test } from 'bun:test';
import { ComposerModel } from '../src/composer/composer-model.ts';
import type { Caller } from '../src/rpc/caller.ts';
import type { StationApi } from '../src/station/api.ts';
import type { Draft } from '../src/station/drafts.ts';
import type { MessageItem } from '../src/station/timeline.ts';

/** A message that is answered or edited before the worker has said what was begun earlier. */
const item = { row: 'message', id: 'm1', body: 'Who waters?', sender: { name: 'Bob' } } as MessageItem;

/** A composer whose worker is late with a draft. */
function waiting(draft: Draft) {
  const coming = Promise.withResolvers<Draft>();
  const kept: Draft[] = [];
  const caller = {
    call: async (name: string, input: { draft: Draft }) => {
      if (name === 'draft') return coming.promise;
      if (name === 'keepDraft') kept.push(input.draft);
    },
  } as unknown as Caller<StationApi>;
  const model = new ComposerModel(caller, 'c1');
  const come = async () => {
    coming.resolve(draft);
    await Bun.sleep(0);
  };
  return { model, kept, come };
}

test('a reply that is begun before the draft is there stays, and the text of the draft comes to it', async () => {
  const { model, kept, come } = waiting({ text: 'On Tuesday' });
  model.reply(item);
  await come();
  expect(model.state.value).toMatchObject({ text: 'On Tuesday', replyTo: { id: 'm1' } });
  expect(kept.at(-1)).toMatchObject({ text: 'On Tuesday', replyTo: { id: 'm1' } });
});

test('an edit that is given up brings back the draft that came meanwhile', async () => {
  const { model, come } = waiting({ text: 'On Tuesday' });
  model.edit(item);
  await come();
  expect(model.state.value.text).toBe('Who waters?');
  model.cancelEdit();
  expect(model.state.value.text).toBe('On Tuesday');
});

test('what is typed before the draft is there goes on behind it, and neither is lost', async () => {
  const { model, kept, come } = waiting({ text: 'On Tuesday' });
  model.write(', at nine');
  await come();
  expect(model.state.value.text).toBe('On Tuesday, at nine');
  expect(kept.at(-1)).toMatchObject({ text: 'On Tuesday, at nine' });
});
