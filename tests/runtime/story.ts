import {
  type Conversation,
  ircDrafts,
  makeLocalKey,
  Parley,
  parseIrcLog,
  type StationOptions,
} from '@parley/client';

/** What the story came to; the same in every runtime. */
export interface Told {
  /** As a new station read it that had only the password. */
  readonly bodies: readonly string[];
  readonly summary: object;
  /** What a later sync fetched, and what the station read after it had been opened again from its store. */
  readonly fetched: number;
  readonly resumed: readonly string[];
  readonly resumedSummary: object;
}

const LOG = `[11:58] <joshua__> does anybody know how to mount a share?
=== tritium joins
[11:59]  * joshua__ waits
[12:01] <tritium> joshua__, yes: über smbmount, 日本語 too
`;

/**
 * A station's whole life, told by the library alone: register, create, send, import; log in on a new station,
 * download and prove everything; go on from the store, fetch what is new, write.
 * @param reopen gives the store of Bob's station; called again for each program that goes on with it
 */
export async function tell(
  server: string,
  reopen: () => NonNullable<StationOptions['store']>,
): Promise<Told> {
  const alice = { email: 'alice@example.org', password: 'the long password of Alice', fullname: 'Alice' };
  const bob = { email: 'bob@example.org', password: 'the long password of Bob', fullname: 'Bob' };
  const { parley } = await Parley.register({ server, ...alice });
  await Parley.register({ server, ...bob });
  const group = await parley.createGroup('a group', [bob.email]);
  const { lines } = parseIrcLog(LOG, 'story', { date: '2005-06-27' });
  await group.import(ircDrafts(group.id, 'story', lines));
  await group.send('zwei ✓');

  const localKey = await makeLocalKey();
  const station = await Parley.login({ server, ...bob, store: reopen(), localKey });
  const conversation = await station.conversation('a group');
  await conversation.sync();
  const { bodies, summary } = await read(conversation);
  await conversation.send('I have read it');
  await station.close();

  await group.send('and then?');
  const later = await Parley.resume({ server, store: reopen(), localKey });
  const again = await later.conversation('a group');
  const { messages: fetched } = await again.sync();
  await again.send('then we go on');
  await again.sync();
  const { bodies: resumed, summary: resumedSummary } = await read(again);
  await later.close();
  return { bodies, summary, fetched, resumed, resumedSummary };
}

async function read(conversation: Conversation): Promise<{ bodies: string[]; summary: object }> {
  const download = conversation.download();
  const bodies: string[] = [];
  for await (const { body } of download) bodies.push(body);
  return { bodies, summary: download.summary };
}

const before = [
  'does anybody know how to mount a share?',
  'tritium joins',
  'waits',
  'joshua__, yes: über smbmount, 日本語 too',
  'zwei ✓',
];
const after = [...before, 'I have read it', 'and then?', 'then we go on'];

const allProven = (messages: number) => ({
  messages,
  opened: messages,
  verified: messages,
  removed: 0,
  unopened: [],
  findings: [],
});

/** What must come of it. */
export const expected: Told = {
  bodies: before,
  summary: allProven(before.length),
  // Bob's own message, which his station fetches like any other, and Alice's.
  fetched: 2,
  resumed: after,
  resumedSummary: allProven(after.length),
};
