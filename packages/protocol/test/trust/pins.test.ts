import { describe, expect, test } from 'bun:test';
import { pinIdentity } from '../../src/trust/index.ts';
import { expectRefusal, person } from './support.ts';

const [{ identity: alice }, { identity: bob }] = await Promise.all([person('alice'), person('bob')]);
const { fingerprint } = alice;

describe('pins', () => {
  test('are made at first sight', () => {
    expect(pinIdentity(undefined, alice, 'Alice')).toEqual({
      pin: { fingerprint, name: 'Alice' },
      isNew: true,
    });
  });

  test('stay when nothing changed, a verified mark included', () => {
    const pin = { fingerprint, name: 'Alice', verified: true };
    expect(pinIdentity(pin, alice, 'Alice')).toEqual({ pin, isNew: false });
  });

  test('take the name where only a fingerprint was pinned', () => {
    expect(pinIdentity({ fingerprint }, alice, 'Alice')).toEqual({
      pin: { fingerprint, name: 'Alice' },
      isNew: false,
    });
  });

  test('show a changed name', () => {
    const pin = { fingerprint, name: 'Alice', verified: true };
    expect(pinIdentity(pin, alice, 'Bob')).toEqual({
      pin: { ...pin, name: 'Bob' },
      isNew: false,
      formerName: 'Alice',
    });
  });

  test('stop when the keys changed, whatever the name', async () => {
    await expectRefusal('fingerprint_changed', () =>
      pinIdentity({ fingerprint, name: 'Alice' }, bob, 'Alice'),
    );
  });
});
