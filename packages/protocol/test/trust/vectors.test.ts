import { expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { makeVectors } from '../../vectors/make.ts';

const folder = new URL('../../vectors/', import.meta.url);

test('the committed vectors are exactly what their generator makes', async () => {
  const made = await makeVectors();
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  expect(files.sort()).toEqual([...made.keys()].map((name) => `${name}.json`).sort());
  for (const [name, text] of made) expect(readFileSync(new URL(`${name}.json`, folder), 'utf8')).toBe(text);
}, 60_000);

test('every vector file says what it is about', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const content: { about?: string } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    expect(content.about).toEndWith('.');
  }
});
