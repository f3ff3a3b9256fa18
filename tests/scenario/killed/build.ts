import { join } from 'node:path';

const fileOf = (name: string) => new URL(name, import.meta.url).pathname;

/** The sender in one file, which starts at once, with the library as it is but for the file system under its stores. */
export async function buildSender(folder: string): Promise<string> {
  await Bun.build({
    entrypoints: [fileOf('sender.ts')],
    outdir: folder,
    target: 'bun',
    plugins: [
      {
        name: 'steps',
        setup(build) {
          build.onLoad({ filter: /packages\/client\/src\/node\/[a-z-]+\.ts$/ }, async ({ path }) => ({
            contents: (await Bun.file(path).text()).replace(
              "'node:fs/promises'",
              JSON.stringify(fileOf('steps.ts')),
            ),
            loader: 'ts',
          }));
        },
      },
    ],
  });
  return join(folder, 'sender.js');
}
