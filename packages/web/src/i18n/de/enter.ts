import type { Words } from '../form.ts';

export const enter: Words['enter'] = {
  tagline: 'Team-Chat, den der Server nicht lesen kann.',
  login: 'Anmelden',
  loginTitle: 'Willkommen zurück',
  register: 'Konto anlegen',
  registerTitle: 'Legen Sie Ihr Konto an',
  recover: 'Neues Passwort setzen',
  recoverTitle: 'Konto wiederherstellen',
  email: 'E-Mail-Adresse',
  name: 'Ihr Name',
  nameHint: 'So sehen andere Sie.',
  password: 'Passwort',
  newPassword: 'Neues Passwort',
  repeatPassword: 'Passwort, noch einmal',
  passwordsDiffer: 'Die beiden Passwörter sind nicht gleich.',
  showPassword: 'Passwort zeigen',
  hidePassword: 'Passwort verbergen',
  invite: 'Einladung',
  recoveryCode: 'Wiederherstellungscode',
  recoveryCodeHint:
    '26 Buchstaben und Ziffern; Leerzeichen, Bindestriche und Groß- oder Kleinschreibung sind egal.',
  toLogin: 'Ich habe ein Konto',
  toRegister: 'Ich bin neu hier',
  toRecover: 'Ich habe mein Passwort vergessen',
  closed: 'Dieser Server nimmt keine neuen Konten an: Fragen Sie, wer ihn betreibt.',
  eraseLocal: 'Löschen, was dieser Browser gespeichert hat',
  strength: (score: number) =>
    ['Zu kurz: mindestens 10 Zeichen.', 'Schwach: leicht zu erraten.', 'Mäßig.', 'Gut.', 'Stark.'][score] ??
    '',
  passwordAdvice:
    'Wer an die Datenbank des Servers kommt, kann versuchen, Ihr Passwort zu erraten. Vier oder fünf zufällige Wörter sind gut.',
  steps: {
    asking: 'Der Server wird nach seinen Bedingungen gefragt…',
    deriving: 'Aus dem Passwort werden Ihre Schlüssel abgeleitet. Das dauert mit Absicht…',
    making: 'Ihre Schlüssel werden erzeugt…',
    sending: 'Gespräch mit dem Server…',
    opening: 'Ihre Schlüssel werden geöffnet…',
  },
  codeTitle: 'Bewahren Sie Ihren Wiederherstellungscode auf',
  codeWhy:
    'Wenn Sie Ihr Passwort vergessen, öffnet nur dieser Code Ihre Nachrichten wieder. Niemand sonst hat ihn: weder der Server noch wer ihn betreibt. Er wird nur jetzt gezeigt.',
  codeConfirm: 'Zur Sicherheit: Geben Sie seine letzten zwei Gruppen ein',
  codeConfirmWrong: 'Das sind nicht die letzten zwei Gruppen Ihres Codes.',
  codeKept: 'Ich habe ihn aufbewahrt',
  codeLabel: 'Ihr Wiederherstellungscode',
  seesTitle: 'Was der Server sehen kann und was nicht',
  cannotSee: 'Er kann nicht sehen',
  cannot: [
    'was Sie schreiben und wie Ihre Gruppen heißen',
    'Ihr Passwort und die Schlüssel daraus',
    'wonach Sie suchen: Das geschieht in Ihrem Browser',
  ].join('\n'),
  canSee: 'Er kann sehen',
  can: [
    'Ihre E-Mail-Adresse und den Namen, den Sie wählen',
    'wer wem wann und ungefähr wie viel schreibt',
    'wann Sie da sind',
  ].join('\n'),
  notice:
    'Und er kann Nachrichten weder fälschen noch ändern, umordnen oder zurückhalten, ohne dass Ihr Browser es Ihnen sagt. Das Programm, das dies tut, kommt vom Server: Nehmen Sie einen, dem Sie zutrauen, es unverändert zu liefern.',
  insecure:
    'Diese Seite wurde über eine ungeschützte Verbindung geöffnet, über die Browser keine Verschlüsselung anbieten. Öffnen Sie sie mit https://, oder auf dem Rechner selbst als http://localhost.',
};
