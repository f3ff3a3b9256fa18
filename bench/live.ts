/**
 * From the server's acceptance of a message to the other station's hand: two stations on a local server, the message
 * sent with the client library, pushed, joined, opened and proven. Both run in one program, so that one clock measures.
 */
import { type Conversation, Parley } from '@parley/client';
import { type LocalServer, withServer } from './local-server.ts';

const MESSAGES = Number(process.env.MESSAGES ?? 1000);

await withServer(measure);

async function measure({ url }: LocalServer): Promise<void> {
  const register = (name: string) =>
    Parley.register({
      server: url,
      email: `${name}@example.org`,
      password: `long password of ${name}`,
      fullname: name,
    });
  const [alice, bob] = await Promise.all([register('alice'), register('bob')]);
  const sending = await alice.parley.conversationWith('bob@example.org');
  const live = bob.parley.connect({ reportDelivered: false });
  await live.caughtUp();
  const reading = await bob.parley.conversation(sending.id);

  const toHand: number[] = [];
  const toAccept: number[] = [];
  for (let count = 0; count < MESSAGES; count++) {
    const opened = new Promise<number>((resolve) => {
      const forget = live.on('conversation', async ({ conversation }) => {
        forget();
        await openNew(conversation);
        resolve(performance.now());
      });
    });
    const begun = performance.now();
    await sending.send(`Message ${count}: a sentence of a usual length, as people write them.`);
    const accepted = performance.now();
    toAccept.push(accepted - begun);
    // Faster than the answer to who sent it: then it took no time at all.
    toHand.push(Math.max(0, (await opened) - accepted));
  }
  if ((await openNew(reading)) !== 0) throw new Error('a message was not told');
  console.log(`${MESSAGES} messages, one after the other`);
  console.log(`from sending to the answer: ${percentiles(toAccept)}`);
  console.log(`from the answer to the other hand, opened and proven: ${percentiles(toHand)}`);
  await Promise.all([alice.parley.close(), bob.parley.close()]);
}

/** Opens what is new. @returns how many messages */
async function openNew(conversation: Conversation): Promise<number> {
  const download = conversation.download({ since: 'bench' });
  for await (const { sender } of download)
    if (!sender.verified) throw new Error('every message must be proven');
  await download.keep();
  return download.summary.messages;
}

function percentiles(values: number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] as number).toFixed(1);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`;
}
