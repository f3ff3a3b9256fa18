import type { Words } from '../form.ts';

export const conversation: Words['conversation'] = {
  person: 'Sicherheitsnummer und Person',
  readers: 'Wer mitlesen kann',
  insights: 'Einblicke',
  export: 'Als Datei herunterladen',
  import: 'Ein IRC-Protokoll importieren',
  clear: 'Für alle leeren',
  clearTitle: 'Diese Unterhaltung leeren?',
  clearWarning:
    'Alle ihre Nachrichten werden auf dem Server und bei allen darin gelöscht. Das lässt sich nicht rückgängig machen. Die anderen erfahren, dass Sie es waren.',
};
