import type { Words } from '../form.ts';

export const shortcuts: Words['shortcuts'] = {
  title: 'Tastenkürzel',
  or: 'oder',
  groups: {
    everywhere: 'Überall',
    list: 'In der Liste',
    messages: 'Auf einer Nachricht',
    writing: 'Beim Schreiben',
  },
  keys: {
    Command: 'Strg',
    Alt: 'Alt',
    Shift: 'Umschalt',
    Escape: 'Esc',
    PageUp: 'Bild ↑',
    PageDown: 'Bild ↓',
    Home: 'Pos1',
    End: 'Ende',
    Delete: 'Entf',
  },
  everywhere: {
    search: 'Suchen',
    neighbours: 'Unterhaltung darüber, darunter',
    unread: 'Ungelesene darüber, darunter',
    leave: 'Unterhaltung schließen',
    help: 'Diese Tastenkürzel',
  },
  list: { walk: 'Hindurchgehen', open: 'Öffnen', menu: 'Menü', empty: 'Suche leeren' },
  messages: {
    walk: 'Nachricht darüber, darunter',
    ends: 'Erste Nachricht, neueste Nachricht',
    pages: 'Blättern',
    menu: 'Menü',
    reply: 'Antworten',
    react: 'Reagieren',
    edit: 'Bearbeiten',
    delete: 'Löschen',
  },
  writing: {
    send: 'Senden',
    line: 'Neue Zeile',
    mention: 'Jemanden erwähnen',
    editLast: 'Leerer Text: letzte Nachricht bearbeiten',
    cancel: 'Antwort, Bearbeitung beenden',
  },
};
