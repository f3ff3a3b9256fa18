import { describe, expect, test } from 'bun:test';
import { type Call, calls, faultOf } from '@parley/protocol/wire';
import documented from '../../../testkit/data/documented-calls.json';

/** The placeholders of the documentation, each as some value of its kind. */
function filled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(filled);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filled(member)]));
  }
  if (typeof value !== 'string') return value;
  return value
    .replace('<64 hex>', 'a'.repeat(64))
    .replace('<32 hex>', 'b'.repeat(32))
    .replace(/<(?:opaque )?base64[^>]*>/, 'AA==')
    .replace(/<PEM[^>]*>/, '-----BEGIN RSA PRIVATE KEY-----');
}

const byAction = (srv: string, api: string, action: string): Call | undefined =>
  Object.values<Call>(calls).find((call) => call.srv === srv && call.api === api && call.action === action);

/** The members of a documented object must come in our schema's order, before all of ours. */
function expectOrder(schema: { properties: Record<string, unknown> }, names: string[]) {
  const ours = Object.keys(schema.properties);
  expect(ours.filter((name) => names.includes(name))).toEqual(names);
  expect(ours.slice(0, names.length).sort()).toEqual([...names].sort());
}

describe('every documented call', () => {
  for (const entry of documented.calls) {
    test(`${entry.name}: its request is valid and its answer has our member order`, () => {
      const call = byAction(entry.srv, entry.api, entry.request.action);
      if (!call) throw new Error('no such call in the catalogue');
      expect(faultOf(call.request, filled(entry.request), 'the body')).toBeUndefined();
      expectOrder(call.response, Object.keys(entry.response));
    });
  }
});

test('a documented conversation has the member order of ours', () => {
  const entry = documented.calls.find(({ name }) => name === 'conversation list');
  const [conversation = {}] =
    (entry?.response as { conversations?: object[] } | undefined)?.conversations ?? [];
  expectOrder(calls['conversation/list'].response.properties.conversations.items, Object.keys(conversation));
});

test('every name is the service without "chat", and the action', () => {
  for (const [name, call] of Object.entries<Call>(calls)) {
    expect(name).toBe(`${call.api.replace(/^chat/, '')}/${call.action}`);
  }
});
