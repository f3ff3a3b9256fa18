import { expect, test } from 'bun:test';
import { calls, errors } from '@parley/protocol/wire';

const specification = await Bun.file(new URL('../../../../docs/spec/wire.md', import.meta.url)).text();

/** The codes of "Errors." in part 2, each with the status that stands before its group. */
function specified(): Map<string, number> {
  const paragraph = specification.slice(
    specification.indexOf('**Errors.**'),
    specification.indexOf('**Stale instance.**'),
  );
  const list = paragraph.slice(paragraph.indexOf('400 `'), paragraph.indexOf('Successful answers'));
  const found = new Map<string, number>();
  let status = 0;
  for (const [, number, code] of list.matchAll(/(?:\b(\d{3}) )?`([a-z_]+)`/g)) {
    if (number) status = Number(number);
    // Members that an error adds stand in parentheses after it.
    if (code && !['servertime', 'instance', 'epoch', 'requestid'].includes(code)) found.set(code, status);
  }
  return found;
}

test('the catalogue has exactly the codes and statuses of the specification', () => {
  const catalogue = new Map<string, number>();
  for (const [code, { status }] of Object.entries(errors)) catalogue.set(code, status);
  expect([...catalogue].sort()).toEqual([...specified()].sort());
});

test('every error that a call names is in the catalogue', () => {
  for (const [name, call] of Object.entries(calls)) {
    for (const code of call.errors) expect(Object.keys(errors), name).toContain(code);
  }
});
