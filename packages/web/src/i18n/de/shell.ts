import type { Words } from '../form.ts';

export const shell: Words['shell'] = {
  skip: 'Zur offenen Unterhaltung springen',
  seenAs: 'Wie andere Sie sehen',
  appearOffline: 'Als offline erscheinen',
  codeReminder: 'Wiederherstellungscode',
  codeDue:
    'Sie haben Ihren Wiederherstellungscode nicht bestätigt. Ohne ihn sperrt ein vergessenes Passwort Sie für immer aus Ihren Nachrichten aus.',
  codeDismiss: 'Nicht mehr erinnern',
  codeDismissTitle: 'Ohne Wiederherstellungscode?',
  codeDismissAbout:
    'Haben Sie den Code notiert, gilt er weiter. Haben Sie keinen und vergessen Ihr Passwort, öffnet niemand mehr Ihre Nachrichten. Einen neuen Code können Sie jederzeit in den Einstellungen erzeugen.',
  ended: 'Diese Station wurde abgemeldet.',
  loginAgain: 'Wieder anmelden',
  loginAgainAbout:
    'Das Passwort wurde geändert, oder diese Station wurde von einer anderen aus abgemeldet. Alles hier bleibt, und was wartet, wird gesendet.',
  eraseInstead: 'Stattdessen hier alles löschen',
  nothingOpen: 'Wählen Sie eine Unterhaltung, oder beginnen Sie eine neue.',
};
