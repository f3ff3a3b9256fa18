import type { Words } from '../form.ts';

export const people: Words['people'] = {
  title: 'Person',
  safetyNumber: 'Sicherheitsnummer',
  qrCode: 'Die Sicherheitsnummer als QR-Code',
  compare: (name) =>
    `Vergleichen Sie diese Ziffern mit ${name} persönlich oder am Telefon. Sehen Sie beide dasselbe, steht niemand zwischen Ihnen, auch nicht der Server.`,
  verify: 'Wir sehen dasselbe: als geprüft markieren',
  unverify: 'Markierung zurücknehmen',
  verified: 'Geprüft',
  keysRefused: {
    changed: (name) => `Die Schlüssel von ${name} sind nicht die, die Sie kannten.`,
    invalid: (name) => `Die Schlüssel, die der Server für ${name} angibt, sind nicht gültig.`,
    missing: (name) => `Der Server gibt die Schlüssel von ${name} nicht heraus.`,
  },
  keysRefusedMeans: {
    changed:
      'Jemand könnte sich für diese Person ausgeben. Nachrichten unter diesen Schlüsseln werden nicht als ihre gezeigt, und was Sie schreiben, ist weiterhin nur mit den bekannten Schlüsseln lesbar.',
    invalid:
      'Sie können nicht die dieser Person sein und werden nicht verwendet. Nachrichten unter ihnen werden nicht als ihre gezeigt, und was Sie schreiben, ist weiterhin nur mit den bekannten Schlüsseln lesbar.',
    missing:
      'Ohne sie lässt sich nicht sagen, ob Nachrichten wirklich von dieser Person sind; sie werden als nicht nachgewiesen gezeigt. Fragen Sie den Betreiber des Servers nach dem Grund.',
  },
  keysChangedAdvice: 'Vergleichen Sie die Sicherheitsnummer neu, bevor Sie fortfahren.',
  compareAnew: (name) => `Mit ${name} vergleichen`,
  writingStopped: 'Das Schreiben ist angehalten, bis Sie entschieden haben.',
  writeAnyway: 'Trotzdem schreiben',
  compareChanged: (name) =>
    `Fragen Sie ${name} persönlich oder am Telefon, welche Nummer auf der dortigen Seite über Sie steht. Nicht in diesem Chat: Wer sich für die Person ausgibt, würde antworten.`,
  numberKnown: 'Nummer der Schlüssel, die Sie kannten',
  ifKnown: (name) =>
    `Sieht ${name} diese, sind die Schlüssel unverändert, und der Server gibt Ihnen falsche: Sagen Sie es dem Betreiber, und vertrauen Sie dem Server nicht.`,
  numberGiven: 'Nummer der Schlüssel, die der Server jetzt angibt',
  ifGiven: (name) =>
    `Sieht ${name} diese, gehören die Schlüssel wirklich dieser Person. Weder ein neues Passwort noch ein neues Gerät macht neue Schlüssel: Fragen Sie also nach dem Grund. Parley bleibt bei denen, die Sie kannten.`,
  ifNeither: 'Ist es keine von beiden, steht jemand zwischen Ihnen.',
  formerly: (name) => `Vorher bekannt als ${name}`,
  availability: { available: 'Verfügbar', away: 'Abwesend', busy: 'Beschäftigt', offline: 'Offline' },
  decisions: 'Kontakt',
  befriend: 'Zu den Kontakten',
  unfriend: 'Aus den Kontakten entfernen',
  block: 'Blockieren',
  unblock: 'Nicht mehr blockieren',
  youBlocked: (name: string) => `Sie haben ${name} blockiert.`,
  isBlocked: (name) =>
    `${name} ist blockiert: keine Nachrichten an Sie allein, und kein Einblick, wann Sie online sind.`,
  blockAbout: (name) =>
    `Wenn Sie ${name} blockieren, kann diese Person Ihnen allein nicht mehr schreiben und nicht sehen, wann Sie online sind. Niemand sagt es ihr, aber was sie Ihnen dann schreibt, wird nicht gesendet, und das sieht sie.`,
  readers: (count) => (count === 1 ? 'Eine Person kann das lesen' : `${count} Personen können das lesen`),
  readersAbout:
    'Unterschrieben von der Person, die den Schlüssel dieser Unterhaltung gemacht hat; nicht das Wort des Servers.',
};
