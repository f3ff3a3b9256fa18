/** `npm run bench [name …]`: runs the benchmarks, one after another, each in a process of its own. */
const all = ['server', 'open', 'sockets', 'live', 'timeline', 'web'] as const;
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.some((known) => known === name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${all.join(', ')}.`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : all) {
  console.log(`── ${name}`);
  const script = new URL(`./${name}.ts`, import.meta.url).pathname;
  const code = await Bun.spawn([process.execPath, script], { stdout: 'inherit', stderr: 'inherit' }).exited;
  if (code !== 0) process.exit(code);
}
