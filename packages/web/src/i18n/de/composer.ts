import type { Words } from '../form.ts';

export const composer: Words['composer'] = {
  label: (name: string) => `Nachricht an ${name}`,
  placeholder: 'Nachricht',
  send: 'Senden',
  save: 'Speichern',
  emoji: 'Emoji einfügen',
  replying: (name: string) => `Antwort an ${name}`,
  editing: 'Sie bearbeiten Ihre Nachricht',
  cancelReply: 'Nicht antworten',
  cancelEdit: 'Nicht bearbeiten',
  mention: 'Wen Sie erwähnen können',
  hint: 'Enter sendet, Umschalt+Enter beginnt eine neue Zeile.',
};
