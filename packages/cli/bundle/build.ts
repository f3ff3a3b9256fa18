/** Builds the command into a folder, as one file with its bytecode beside it: `bun build.ts <folder>`. */
const [outdir] = process.argv.slice(2);
if (outdir === undefined) throw new Error('name the folder to build into');
await Bun.build({
  entrypoints: [new URL('../src/main.ts', import.meta.url).pathname],
  outdir,
  target: 'bun',
  // Bytecode of a file that is no executable exists for this format alone.
  format: 'cjs',
  bytecode: true,
});
