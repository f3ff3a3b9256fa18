import { afterAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { runCommand, startTestServer, temporaryFolder } from '@parley/testkit';
import { fetchNode } from './node.ts';
import { expected } from './story.ts';

/** A version of each line of Node that the library promises to run in. */
const runtimes = [
  { name: 'Node 22', program: () => fetchNode('22.23.3') },
  { name: 'Node 24', program: () => fetchNode('24.21.0') },
  { name: 'Bun', program: () => process.execPath },
];

const folder = temporaryFolder();
afterAll(folder.remove);

for (const { name, program } of runtimes) {
  test(`in ${name} a station lives its whole life, its store in files`, async () => {
    const path = program();
    const server = await startTestServer();
    try {
      const script = new URL('./program.ts', import.meta.url).pathname;
      const ran = await runCommand([path, script, server.url, join(folder.path, name)]);
      expect(ran.code, ran.errors).toBe(0);
      const { runtime, ...told } = JSON.parse(ran.output);
      expect(told).toEqual(expected);
      const [kind, version = ''] = name.split(' ');
      expect(kind === 'Bun' ? runtime.bun : runtime.node).toStartWith(version);
      expect(runtime.bun === undefined).toBe(kind === 'Node');
    } finally {
      await server.close();
    }
  });
}
