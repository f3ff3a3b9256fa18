import type { Message, Report } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';

/** How many messages one report may name. Source: docs/spec/wire.md part 2, Reports. */
const MOST = 1000;

/**
 * Reports messages of an instance, as often as need be: a report that is there already stays as it is.
 * @param messages in the server's order
 * @throws ServerError `instance_changed` when they are gone
 */
export async function reportMessages(
  { transport, session }: Station,
  type: Report['Type'],
  place: { readonly conversationid: string; readonly instance: string },
  messages: readonly Pick<Message, 'ID' | 'Created'>[],
  signal?: AbortSignal,
): Promise<void> {
  for (let at = 0; at < messages.length; at += MOST) {
    const part = messages.slice(at, at + MOST);
    const [first, last] = [part[0], part.at(-1)];
    if (!first || !last) return;
    const fields = {
      ...place,
      firstmessagedate: first.Created,
      lastmessagedate: last.Created,
      messageids: part.map(({ ID }) => ID),
    };
    await transport.call(`reports/${type}`, fields, { session, signal });
  }
}
