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
  membership: 'hat geändert, wer dabei ist:',
  cleared: 'hat die Unterhaltung geleert',
  unknown: 'hat etwas gesendet, das diese Version nicht kennt:',
  edit: 'hat eine fremde Nachricht bearbeitet, was nicht zählt:',
  reaction: 'hat auf eine Nachricht reagiert, die nicht hier ist:',
  delete: 'hat eine fremde Nachricht gelöscht, was nicht zählt',
};
