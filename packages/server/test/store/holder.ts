import { Hub } from '../../src/live/hub.ts';
import { openLog } from '../../src/log.ts';
import { addMessage } from '../../src/operations/conversation/add.ts';
import { openStore } from '../../src/store/open.ts';

/*
 * A process of its own for open.test.ts and durability.test.ts: opens the store of a folder and says so, or why not.
 * With a caller and a conversation it then adds messages without end, and names each one that was acknowledged.
 */
const [folder = '', user, conversationid = '', instance = '', workspaceid = ''] = process.argv.slice(2);

try {
  const store = await openStore(folder);
  console.log('open');
  if (user !== undefined) {
    const cursorKey = new Uint8Array(32);
    const services = {
      store,
      cursorKey,
      now: Date.now,
      uuid: () => crypto.randomUUID(),
      instance: () => 'abcdefghij',
      random: (length: number) => new Uint8Array(length),
      changes: new Hub({ store, cursorKey }, openLog('silent')),
    };
    const workspace = {
      id: workspaceid,
      name: 'localhost',
      registration: 'true',
      friendship: 'open',
    } as const;
    const addOne = async () => {
      const ID = crypto.randomUUID();
      const date = '2024-03-08 15:00:00';
      const message = { ID, Type: 'Message', Created: date, ValidUntil: date, Data: 'b3BhcXVl' };
      await addMessage(
        services,
        { workspace, user, station: user },
        {
          action: 'add',
          clientversioncode: 3,
          timestamp: date,
          conversationid,
          instance,
          message: JSON.stringify(message),
        },
      );
      console.log(ID);
    };
    const addForEver = async () => {
      for (;;) await addOne();
    };
    await Promise.all(Array.from({ length: 8 }, addForEver));
  }
  // The lock is held by the store: what nobody refers to is collected, and its lock with it. A mention that has no
  // effect would be left out by whoever compiles this.
  Object.assign(globalThis, { store });
  setInterval(() => {}, 1000);
} catch (error) {
  console.log((error as Error).message);
}
