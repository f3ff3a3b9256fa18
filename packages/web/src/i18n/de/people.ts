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
  keysChanged: (name) => `Die Schlüssel von ${name} sind nicht die, die Sie kannten.`,
  keysChangedAdvice:
    'Nachrichten unter ihnen werden nicht als die dieser Person gezeigt. Fragen Sie die Person auf anderem Weg, was geschehen ist: Jemand könnte sich für sie ausgeben.',
  formerly: (name) => `Vorher bekannt als ${name}`,
  availability: { available: 'Verfügbar', away: 'Abwesend', busy: 'Beschäftigt', offline: 'Offline' },
  decisions: 'Kontakt',
  befriend: 'Zu den Kontakten',
  unfriend: 'Aus den Kontakten entfernen',
  block: 'Blockieren',
  unblock: 'Nicht mehr blockieren',
  isBlocked: (name) =>
    `${name} ist blockiert: keine Nachrichten an Sie allein, und kein Einblick, wann Sie online sind.`,
  blockAbout: (name) =>
    `Wenn Sie ${name} blockieren, kann diese Person Ihnen allein nicht mehr schreiben und nicht sehen, wann Sie online sind. Sie erfährt es nicht.`,
  readers: (count) => (count === 1 ? 'Eine Person kann das lesen' : `${count} Personen können das lesen`),
  readersAbout:
    'Unterschrieben von der Person, die den Schlüssel dieser Unterhaltung gemacht hat; nicht das Wort des Servers.',
};
