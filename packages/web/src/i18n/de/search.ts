import type { Words } from '../form.ts';

export const search: Words['search'] = {
  title: 'Gefundene Nachrichten',
  found: (count: number) => (count === 1 ? '1 Nachricht gefunden' : `${count} Nachrichten gefunden`),
  searching: 'Die Nachrichten werden noch durchsucht…',
  none: 'In keiner Nachricht steht das.',
};
