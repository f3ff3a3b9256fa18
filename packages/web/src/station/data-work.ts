import {
  annotationPath,
  type ImportDraft,
  type IrcLine,
  ircDrafts,
  ircLogName,
  parseIrcLog,
  shownName,
} from '@parley/client';
import { type ExportFormat, exportConversation, exportEndings, safeName } from '@parley/client/export';
import { binsOf, collectStats } from '@parley/client/stats';
import type { Context } from '../rpc/methods.ts';
import type { DataApi, DataProgress, LogFile } from './data.ts';
import type { Desk } from './desk.ts';

const TYPES: Readonly<Record<ExportFormat, string>> = {
  text: 'text/plain',
  jsonl: 'application/jsonl',
  csv: 'text/csv',
  md: 'text/markdown',
  html: 'text/html',
};
/** Pieces of a file are gathered up to so many characters, so that a long one is not many small blobs. */
const GATHERED = 1_000_000;

/** Files, logs and charts: loaded when one of them is first asked for. */
export function dataWork(desk: Desk): DataApi {
  return {
    exportConversation: async ({ conversation: id, format, timeZone }, context) => {
      const { conversation, opening } = await opened(desk, id, context);
      const file = await blobOf(
        exportConversation(format, {
          title: conversation.name,
          read: () => opening.entries(),
          findings: () => opening.summary.findings,
          timeZone,
        }),
        TYPES[format],
      );
      return {
        file,
        name: `${safeName(conversation.name)}.${exportEndings[format]}`,
        summary: opening.summary,
      };
    },

    importLogs: async ({ conversation: id, logs, date }, { emit, signal }) => {
      const conversation = await desk.board.conversation(id);
      const drafts = await draftsOf(conversation.id, logs, date);
      return conversation.import(drafts, {
        signal,
        onProgress: ({ done, total }) => emit({ doing: 'importing', done, total }),
      });
    },

    stats: async ({ conversation: id, timeZone }, context) => {
      const { conversation, opening } = await opened(desk, id, context);
      const source = { title: shownName(conversation.name), read: () => opening.entries(), timeZone };
      const stats = await collectStats(source);
      return { stats, ...binsOf(stats.days) };
    },
  };
}

/** A conversation with all that is new in it, ready to be read. Where the server cannot be reached, what is here counts. */
async function opened(desk: Desk, id: string, { emit, signal }: Context<DataProgress>) {
  const conversation = await desk.board.conversation(id);
  await conversation.sync({
    signal,
    onProgress: ({ messages }) => emit({ doing: 'fetching', done: messages }),
  });
  const opening = conversation.download({
    signal,
    onProgress: ({ done, total }) => emit({ doing: 'opening', done, total }),
  });
  return { conversation, opening };
}

async function blobOf(pieces: AsyncIterable<string>, type: string): Promise<Blob> {
  const parts: Blob[] = [];
  let gathered = '';
  for await (const piece of pieces) {
    gathered += piece;
    if (gathered.length < GATHERED) continue;
    // A blob may rest on disk; a string is in memory.
    parts.push(new Blob([gathered]));
    gathered = '';
  }
  return new Blob([...parts, gathered], { type: `${type};charset=utf-8` });
}

/** All lines of the logs as messages, the earliest log first. @throws IrcLogError that says what is wrong in which line */
async function draftsOf(
  conversation: string,
  logs: readonly LogFile[],
  date: string | undefined,
): Promise<ImportDraft[]> {
  const read = await Promise.all(
    logs.map(async ({ name, content, annotation }) => ({
      source: ircLogName(name),
      lines: await linesOf(name, content, annotation, date),
    })),
  );
  read.sort((a, b) => (a.lines[0]?.sent ?? 0) - (b.lines[0]?.sent ?? 0));
  return read.flatMap(({ source, lines }) => ircDrafts(conversation, source, lines));
}

async function linesOf(
  name: string,
  content: Blob,
  annotation: Blob | undefined,
  date: string | undefined,
): Promise<readonly IrcLine[]> {
  const bytes = new Uint8Array(await content.arrayBuffer());
  return parseIrcLog(bytes, name, {
    ...(annotation && annotationPath(name) !== undefined && { annotation: await annotation.text() }),
    ...(date !== undefined && { date }),
  }).lines;
}
