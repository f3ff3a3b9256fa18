import type { Words } from '../form.ts';

export const newConversation: Words['newConversation'] = {
  title: 'Neue Unterhaltung',
  kind: 'Was Sie beginnen',
  pair: 'Zu zweit',
  group: 'Neue Gruppe',
  groupName: 'Name der Gruppe',
  groupNameAbout: 'Verschlüsselt: Nur wer in der Gruppe ist, kann ihn lesen.',
  search: 'Personen suchen',
  searchAbout: 'Teil eines Namens oder eine ganze E-Mail-Adresse',
  found: (count: number) => (count === 1 ? '1 Person gefunden' : `${count} Personen gefunden`),
  nobody: 'In diesem Arbeitsbereich heißt niemand so.',
  chosen: 'In der Gruppe',
  takeOut: (name: string) => `${name} herausnehmen`,
  create: (count: number) => {
    if (count === 0) return 'Gruppe anlegen';
    return count === 1 ? 'Gruppe mit 1 Person anlegen' : `Gruppe mit ${count} Personen anlegen`;
  },
};
