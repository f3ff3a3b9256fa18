import { describe, expect, test } from 'bun:test';
import { neighbourOf } from '../src/shell/neighbour.ts';
import { labelsOf, shortcutOf } from '../src/shell/shortcuts.ts';
import type { ConversationView } from '../src/station/conversations.ts';

const KEYS = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };

describe('what pressed keys mean', () => {
  test.each([
    ['Ctrl+K', { key: 'k', ctrlKey: true }, false, 'search'],
    ['Ctrl+K with the capitals locked', { key: 'K', ctrlKey: true }, false, 'search'],
    ['⌘K', { key: 'k', metaKey: true }, true, 'search'],
    ['Ctrl+/', { key: '/', ctrlKey: true, shiftKey: true }, false, 'help'],
    ['Alt and an arrow', { key: 'ArrowDown', altKey: true }, false, 'next'],
    ['the same up', { key: 'ArrowUp', altKey: true }, false, 'previous'],
    ['with Shift', { key: 'ArrowDown', altKey: true, shiftKey: true }, false, 'nextUnread'],
    ['the same up, with Shift', { key: 'ArrowUp', altKey: true, shiftKey: true }, false, 'previousUnread'],
  ] as const)('%s', (_, pressed, isMac, shortcut) => {
    expect(shortcutOf({ ...KEYS, ...pressed }, isMac)).toBe(shortcut);
  });

  test.each([
    ['on a Mac Ctrl+K is an editor’s', { key: 'k', ctrlKey: true }, true],
    ['elsewhere the other key is the system’s', { key: 'k', metaKey: true }, false],
    ['with Shift it is the browser’s', { key: 'K', ctrlKey: true, shiftKey: true }, false],
    ['a sign alone is one', { key: '/' }, false],
    ['so is this one', { key: '?', shiftKey: true }, false],
    ['AltGr writes', { key: '/', ctrlKey: true, altKey: true }, false],
    ['arrows alone are of what they are in', { key: 'ArrowDown' }, false],
    ['other keys too', { key: 'j', altKey: true }, false],
  ] as const)('nothing: %s', (_, pressed, isMac) => {
    expect(shortcutOf({ ...KEYS, ...pressed }, isMac)).toBeUndefined();
  });
});

test('keys are named as they are labelled', () => {
  const names = { Command: 'Strg', Shift: 'Umschalt', Home: 'Pos1' };
  expect(labelsOf('Command K', names, false)).toEqual(['Strg', 'K']);
  expect(labelsOf('Command Shift Home', names, true)).toEqual(['⌘', '⇧', 'Pos1']);
  expect(labelsOf('+', names, false)).toEqual(['+']);
});

describe('the neighbours of a conversation', () => {
  /** The newest first, as they are named; `!` is a favourite, `-` hidden, `*` unread. */
  const listed = (...names: string[]) =>
    names.map(
      (name, index) =>
        ({
          id: name,
          name,
          at: -index,
          isFavorite: name.includes('!'),
          isHidden: name.includes('-'),
          unread: name.includes('*') ? 1 : 0,
        }) as ConversationView,
    );
  const conversations = listed('a', 'b*', 'c!', '-d*', 'e', 'f*');
  const state = { conversations, query: '', showsHidden: false };
  const found = (from: string | undefined, step: 1 | -1, isUnread = false, other = {}) =>
    neighbourOf({ ...state, ...other }, from, step, isUnread)?.id;

  test('are those of the list: favourites on top, hidden ones not among them', () => {
    expect(found('c!', 1)).toBe('a');
    expect(found('b*', 1)).toBe('e');
    expect(found('e', -1)).toBe('b*');
    expect(found('c!', -1)).toBeUndefined();
    expect(found('f*', 1)).toBeUndefined();
  });

  test('are the first and the last where none is open', () => {
    expect(found(undefined, 1)).toBe('c!');
    expect(found(undefined, -1)).toBe('f*');
  });

  test('are those that are shown', () => {
    expect(found(undefined, 1, false, { showsHidden: true })).toBe('-d*');
    expect(found(undefined, 1, false, { query: 'e' })).toBe('e');
  });

  test('with something unread are looked for all around', () => {
    expect(found('a', 1, true)).toBe('b*');
    expect(found('b*', 1, true)).toBe('f*');
    expect(found('f*', 1, true)).toBe('b*');
    expect(found('a', -1, true)).toBe('f*');
    expect(found(undefined, -1, true)).toBe('f*');
    expect(found('a', 1, true, { conversations: listed('a', 'b') })).toBeUndefined();
  });
});
