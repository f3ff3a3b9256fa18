/** What keys do wherever the focus is. */
export type Shortcut = 'search' | 'previous' | 'next' | 'previousUnread' | 'nextUnread' | 'help';

type Pressed = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/**
 * What pressed keys mean. The slash is told by what it writes and not by its key: layouts have it in other places, some
 * of them with Shift. No sign alone is a shortcut of the whole page: who speaks to a computer would call it up with any
 * word (WCAG 2.1.4).
 */
export function shortcutOf(pressed: Pressed, isMac: boolean): Shortcut | undefined {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = pressed;
  const isCommand = !altKey && (isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey);
  if (isCommand) {
    if (key === '/') return 'help';
    return key.toLowerCase() === 'k' && !shiftKey ? 'search' : undefined;
  }
  if (!altKey || ctrlKey || metaKey) return undefined;
  if (key === 'ArrowUp') return shiftKey ? 'previousUnread' : 'previous';
  if (key === 'ArrowDown') return shiftKey ? 'nextUnread' : 'next';
  return undefined;
}

/** Of a key in the list of shortcuts: the one that commands, which is another one on a Mac. */
const COMMAND = 'Command';

/** All that keys do, those of single views too: what a text says of them, and each way to press it. */
export const SHORTCUTS = {
  everywhere: {
    search: [`${COMMAND} K`],
    neighbours: ['Alt ↑', 'Alt ↓'],
    unread: ['Alt Shift ↑', 'Alt Shift ↓'],
    leave: ['Escape'],
    help: [`${COMMAND} /`],
  },
  list: {
    walk: ['↑', '↓', 'Home', 'End'],
    open: ['Enter'],
    menu: ['Shift F10'],
    empty: ['Escape'],
  },
  messages: {
    walk: ['↑', '↓'],
    ends: ['Home', 'End'],
    pages: ['PageUp', 'PageDown'],
    menu: ['Enter'],
    reply: ['R'],
    react: ['+'],
    edit: ['E'],
    delete: ['Delete'],
  },
  writing: {
    send: ['Enter'],
    line: ['Shift Enter'],
    mention: ['@'],
    editLast: ['↑'],
    cancel: ['Escape'],
  },
} as const;

/** What is written on keys of a Mac in every language. */
const MAC: Readonly<Record<string, string>> = { [COMMAND]: '⌘', Alt: '⌥', Shift: '⇧' };

/** The keys to be pressed together, as they are labelled. @param names of keys, in the user's language */
export function labelsOf(keys: string, names: Readonly<Record<string, string>>, isMac: boolean): string[] {
  return keys.split(' ').map((key) => (isMac ? MAC[key] : undefined) ?? names[key] ?? key);
}

export function isMac(): boolean {
  return /^(?:mac|iphone|ipad)/i.test(navigator.platform);
}
