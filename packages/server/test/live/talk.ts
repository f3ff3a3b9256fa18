import { randomUUID } from 'node:crypto';
import { groupConversationId, pairConversationId } from '@parley/protocol/ids';
import type { ResponseOf } from '@parley/protocol/wire';
import { createBody, hexOf } from '../harness.ts';
import type { Station } from '../http/station.ts';

export { hexOf };

/** A conversation and its instance, as calls name them. */
export interface Place {
  readonly conversationid: string;
  readonly instance: string;
}

/** A conversation of two. */
export async function makePair(one: Station, other: Station): Promise<Place> {
  const people = [one.person.id, other.person.id] as const;
  const conversationid = pairConversationId(...people);
  const { body } = await one.call(
    'conversation/create',
    createBody(conversationid, [...people], false, '0'.repeat(32)),
  );
  const { instance } = body.conversation as { instance: string };
  return { conversationid, instance };
}

/** Adds a new message. @returns its ID */
export async function addMessage(station: Station, place: Place, data = 'AQAAAAA='): Promise<string> {
  const ID = randomUUID();
  const message = {
    ID,
    Type: 'Message',
    Created: station.date,
    ValidUntil: '2030-01-01 00:00:00',
    Data: data,
  };
  const answer = await station.call('conversation/add', { ...place, message: JSON.stringify(message) });
  if (answer.status !== 200) throw new Error(`not added: ${answer.text}`);
  return message.ID;
}

export async function report(
  station: Station,
  place: Place,
  type: 'delivered' | 'viewed',
  messageids: string[],
): Promise<void> {
  const dates = { firstmessagedate: station.date, lastmessagedate: station.date };
  const answer = await station.call(`reports/${type}`, { ...place, ...dates, messageids });
  if (answer.status !== 200) throw new Error(`not reported: ${answer.text}`);
}

let groups = 0;

/** A group, made by the first of them. */
export async function makeGroup(...people: [Station, ...Station[]]): Promise<Place> {
  const [creator] = people;
  const nonce = hexOf(`group ${++groups}`);
  const ids = people.map(({ person }) => person.id);
  const conversationid = groupConversationId(creator.person.id, nonce);
  const { body } = await creator.call('conversation/create', createBody(conversationid, ids, true, nonce));
  const { instance } = body.conversation as { instance: string };
  return { conversationid, instance };
}

export async function importMessages(
  station: Station,
  place: Place,
  count: number,
  data: string,
): Promise<void> {
  const messages = Array.from({ length: count }, () => newMessage(station, data));
  const answer = await station.call('conversation/import', { ...place, messages });
  if (answer.status !== 200) throw new Error(`not imported: ${answer.text}`);
}

/** A delta download. */
export async function delta(
  station: Station,
  place: Place,
  since: string,
): Promise<ResponseOf<'conversation/download'>> {
  const answer = await station.call('conversation/download', { ...place, since });
  if (answer.status !== 200) throw new Error(`not downloaded: ${answer.text}`);
  return answer.body as ResponseOf<'conversation/download'>;
}

function newMessage(station: Station, data: string) {
  const [ID, Created] = [randomUUID(), station.date];
  return { ID, Type: 'Message', Created, ValidUntil: '2030-01-01 00:00:00', Data: data };
}
