import { toWireDate } from '@parley/protocol/encoding';
import { dataHashOf, type Imported, type Prev, type Text } from '@parley/protocol/trust';
import type { NewMessage } from '@parley/protocol/wire';
import { ClientError } from '../errors.ts';
import type { MessageView } from '../view.ts';
import type { History, SyncResult } from './history.ts';
import type { Outcome, Pending } from './outbox.ts';
import { type Draft, type MessageWriter, pendingOf } from './writer.ts';

/** Characters of a text that an error shows. */
const SHOWN = 60;

/** What `import` has done. */
export interface ImportResult {
  /** Messages that were not there before. */
  readonly added: number;
  /** Messages that were there already. */
  readonly skipped: number;
}

/** How far an import has come. */
export interface ImportProgress {
  /** Messages that are there, of how many. */
  readonly done: number;
  readonly total: number;
  /** Messages that are on their way: if the import ends now, they may be there or not. */
  readonly underWay: number;
}

export interface ImportOptions {
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A draft of history. Its ID is derived from where it comes from, so that it is never imported twice, and it says so:
 * imported texts are sealed many at a time, so that each names the message before the batch as the last one held.
 */
export interface ImportDraft extends Draft {
  readonly id: string;
  readonly content: Text & { readonly imported: Imported };
}

/** What an import needs of its conversation, which is locked. */
interface Importing {
  /** Fetches what is new. */
  fetch(): Promise<SyncResult>;
  pages(): ReturnType<History['pages']>;
  /** What the conversation holds, opened. */
  views(): AsyncIterable<MessageView>;
  writer(instance: string, newest: Prev | undefined): Promise<MessageWriter>;
  send(instance: string, pending: Pending): Promise<Outcome>;
  /** Makes ready to seal anew after a refusal that says how. @throws the refusal when it says nothing of the kind */
  adapt(refused: Extract<Outcome, { kind: 'refused' }>, sealings: number): Promise<void>;
}

/** Brings in what is not there yet, batch by batch. @throws ClientError `import_differs` */
export async function importDrafts(
  conversation: Importing,
  drafts: readonly ImportDraft[],
  onProgress: ImportOptions['onProgress'],
): Promise<ImportResult> {
  let held = await heldBy(conversation);
  const isThere = ({ id }: ImportDraft) => held.ids.has(id);
  if (drafts.some(isThere)) await refuseOthers(drafts, conversation.views());
  let missing = missingOf(drafts, held);
  let next = 0;
  let added = 0;
  for (let sealings = 0; next < missing.length; ) {
    const writer = await conversation.writer(held.instance, held.newest);
    const batch = await writer.sealBatch(dated(missing, next, held.newestCreated));
    const tell = (underWay: number) =>
      onProgress?.({ done: drafts.length - missing.length + next, total: drafts.length, underWay });
    tell(batch.length);
    const outcome = await conversation.send(held.instance, pendingOf('import', batch, writer));
    if (outcome.kind === 'refused') {
      await conversation.adapt(outcome, ++sealings);
      held = await heldBy(conversation);
      missing = missingOf(drafts, held);
      next = 0;
      continue;
    }
    sealings = 0;
    added += batch.length;
    next += batch.length;
    held = await heldWith(held, batch);
    tell(0);
  }
  return { added, skipped: drafts.length - added };
}

/**
 * Refuses drafts under whose IDs something else stands: lines of another log of the same name would be taken for those
 * that are there, and be lost. @param held all that the conversation holds
 * @throws ClientError `import_differs`
 */
async function refuseOthers(drafts: readonly ImportDraft[], held: AsyncIterable<MessageView>): Promise<void> {
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  for await (const { id, kind, body, sent, imported } of held) {
    const draft = byId.get(id);
    if (!draft || kind !== 'text') continue;
    const { content } = draft;
    const { name, source } = content.imported;
    const isSame = body === content.body.toWellFormed() && imported?.name === name.toWellFormed();
    if (isSame && sent === draft.sent) continue;
    const text = content.body.slice(0, SHOWN);
    throw new ClientError(
      'import_differs',
      `Something else was imported from "${source}" in the place of "${text}": if this is another log, give its file another name; what was imported stays as it is.`,
    );
  }
}

/** What of a conversation an import must know, to go on behind it. */
interface Held {
  readonly instance: string;
  readonly newest: Prev | undefined;
  readonly ids: Set<string>;
  readonly newestCreated: string;
}

/** Fetches what is new and says what is there. */
async function heldBy(conversation: Importing): Promise<Held> {
  const { instance, newest } = await conversation.fetch();
  const ids = new Set<string>();
  let newestCreated = '';
  for await (const { page } of conversation.pages()) {
    for (const { ID, Created } of page.messages) {
      ids.add(ID);
      if (Created > newestCreated) newestCreated = Created;
    }
  }
  return { instance, newest, ids, newestCreated };
}

/** What is there once a batch was accepted. */
async function heldWith(held: Held, batch: readonly NewMessage[]): Promise<Held> {
  const last = batch.at(-1) as NewMessage;
  return { ...held, newest: { id: last.ID, hash: await dataHashOf(last.Data) }, newestCreated: last.Created };
}

/** The drafts that are not there, each ID once. */
function missingOf(drafts: readonly ImportDraft[], { ids }: Held): ImportDraft[] {
  const known = new Set(ids);
  return drafts.filter(({ id }) => !known.has(id) && known.add(id));
}

/** Drafts from one on, with dates that ascend and are not before the newest that is there. */
function* dated(drafts: readonly ImportDraft[], from: number, newestCreated: string): Generator<Draft> {
  let created = newestCreated;
  for (let index = from; index < drafts.length; index++) {
    const draft = drafts[index] as ImportDraft;
    const own = draft.created ?? toWireDate(draft.sent);
    if (own > created) created = own;
    yield { ...draft, created };
  }
}
