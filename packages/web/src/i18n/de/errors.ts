import type { Words } from '../form.ts';

export const errors: Words['errors'] = {
  login_failed: 'Die E-Mail-Adresse oder das Passwort ist falsch.',
  login_failed_recovery: 'Die E-Mail-Adresse oder der Wiederherstellungscode ist falsch.',
  login_failed_again: 'Das Passwort ist falsch.',
  login_failed_password: 'Das jetzige Passwort ist falsch.',
  invalid_request_name:
    'An einem Namen muss etwas zu sehen sein, und Steuerzeichen darf er nicht enthalten: Wählen Sie einen anderen.',
  conflict_register: 'Es gibt schon ein Konto mit dieser E-Mail-Adresse: Melden Sie sich damit an.',
  forbidden_register: 'Ohne eine noch gültige Einladung dürfen Sie sich hier nicht registrieren.',
  too_long: 'Dieser Text ist zu lang: Senden Sie ihn in Teilen von höchstens 500.000 Zeichen.',
  import_differs:
    'Ein anderes Protokoll dieses Namens wurde hier schon importiert, für dessen Zeilen diese gehalten würden: Geben Sie der Datei einen anderen Namen.',
  forbidden_message: 'Hier dürfen Sie nicht schreiben.',
  session_expired: 'Diese Station wurde abgemeldet: Melden Sie sich wieder an.',
  connection: 'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  rate_limited: 'Zu viele Versuche: Warten Sie ein wenig und versuchen Sie es noch einmal.',
  overloaded: 'Der Server ist beschäftigt: Versuchen Sie es gleich noch einmal.',
  bad_recovery_code: 'Das ist kein Wiederherstellungscode: Er hat 26 Buchstaben und Ziffern.',
  other: 'Etwas ist schiefgegangen',
};
