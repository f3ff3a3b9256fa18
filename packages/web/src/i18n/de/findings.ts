import type { Words } from '../form.ts';

export const findings: Words['findings'] = {
  gap: (count: number) => (count === 1 ? 'Hier fehlt 1 Nachricht' : `Hier fehlen ${count} Nachrichten`),
  chain_mismatch: 'Folgt nicht auf die Nachricht davor: Eine der beiden wurde ausgetauscht',
  duplicate_seq: 'Eine zweite Nachricht an der Stelle einer anderen: nicht vertrauenswürdig',
  reordered: 'Vom Server umgeordnet',
  prev_reordered: 'Vom Server umgeordnet',
  prev_absent: 'Sagt nicht, auf welche Nachricht sie folgt',
  prev_missing: 'Folgt auf eine Nachricht, die hier fehlt',
  prev_different: 'Folgt auf eine Nachricht, die anders war, als diese geschrieben wurde',
  removed_by_server: 'Vom Server entfernt',
  cleared_by_server: 'Vom Server geleert',
  epoch_went_back:
    'Unter einem alten Schlüssel geschrieben, nachdem ein neuerer in Gebrauch war: nicht vertrauenswürdig',
  bad_signature: 'Die Unterschrift ist ungültig: Das hat nicht geschrieben, wer genannt ist',
  wrong_sender: 'Nennt einen Absender, der an dieser Unterhaltung nicht teilnimmt: nicht vertrauenswürdig',
};

export const events: Words['events'] = {
  rename: 'hat die Unterhaltung umbenannt:',
  membership: {
    added: (names: string) => `hat ${names} hinzugefügt`,
    removed: (names: string) => `hat ${names} entfernt`,
    both: (added: string, removed: string) => `hat ${added} hinzugefügt und ${removed} entfernt`,
    neither: 'hat geändert, wer dabei ist, und nennt niemanden',
    unknown: (count: number) =>
      count === 1 ? 'jemanden mit hier unbekanntem Namen' : `${count} Personen mit hier unbekannten Namen`,
    more: (count: number) => (count === 1 ? '1 weitere Person' : `${count} weitere Personen`),
  },
  cleared: 'hat die Unterhaltung geleert',
  unknown: 'hat etwas gesendet, das diese Version nicht kennt:',
  edit: 'hat eine fremde Nachricht bearbeitet, was nicht zählt:',
  reaction: 'hat auf eine Nachricht reagiert, die nicht hier ist:',
  delete: 'hat eine fremde Nachricht gelöscht, was nicht zählt',
};
