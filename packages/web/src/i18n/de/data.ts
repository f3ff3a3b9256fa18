import type { Words } from '../form.ts';

export const data: Words['data'] = {
  exportTitle: 'Unterhaltung herunterladen',
  exportAbout:
    'Alles wird in diesem Browser geöffnet und geprüft; die Datei enthält lesbaren Text: Bewahren Sie sie dort auf, wo nur Sie sie lesen können.',
  format: 'Form der Datei',
  formats: {
    html: { name: 'Webseite', about: 'Eine Datei, die sich wie ein Chat liest und gut druckt' },
    md: { name: 'Markdown', about: 'Text mit Überschriften und Zitaten, für Notizen und Wikis' },
    csv: { name: 'Tabelle (CSV)', about: 'Für Tabellenprogramme: eine Nachricht je Zeile' },
    jsonl: {
      name: 'JSON Lines',
      about: 'Für Programme: eine Nachricht je Zeile, mit Berichten und Nachweisen',
    },
  },
  download: 'Herunterladen',
  progress: {
    fetching: (count) => `Wird abgeholt … ${count}`,
    opening: (count) => `Wird geöffnet und geprüft … ${count}`,
    importing: (count) => `Wird importiert … ${count}`,
  },
  opened: (opened, of, verified) => `${opened} von ${of} Nachrichten geöffnet, ${verified} geprüft.`,
  removed: (count) => `Von ihren Verfassern entfernt: ${count}.`,
  saved: (name) => `Gespeichert als ${name}.`,
  unopened: (reason) => `Nicht geöffnet: ${reason}`,
  problems: (count) => (count === 1 ? 'Eines ist zu wissen:' : `${count} Dinge sind zu wissen:`),
  more: (count) => `und ${count} weitere, die in der Datei stehen.`,
  importTitle: 'IRC-Protokoll importieren',
  importAbout:
    'Zeilen werden zu Nachrichten mit ihrer ursprünglichen Zeit und ihrem Namen, als von Ihnen importiert gekennzeichnet. Was schon da ist, wird übersprungen: Ein abgebrochener Import kann einfach wiederholt werden.',
  chooseLogs: 'Protokolle und die zugehörigen Anmerkungen',
  chooseFiles: 'Dateien wählen',
  noneChosen: 'Noch keine gewählt',
  date: 'Tag der ersten Zeile',
  dateHint: 'Nur für Protokolle, deren Name kein Datum hat',
  import: 'Importieren',
  imported: (added, skipped) =>
    `${added === '1' ? '1 Zeile importiert' : `${added} Zeilen importiert`}; ${skipped} waren schon da.`,
};
