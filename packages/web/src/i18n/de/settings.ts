import type { Words } from '../form.ts';

export const settings: Words['settings'] = {
  title: 'Einstellungen',
  sections: {
    account: 'Konto',
    appearance: 'Aussehen',
    notifications: 'Benachrichtigungen',
    stations: 'Stationen',
    about: 'Über Parley',
  },
  who: 'Wer Sie sind',
  name: 'Name',
  nick: 'Kurzname',
  nickAbout: 'Was andere in Unterhaltungen sehen.',
  changeName: 'Namen ändern',
  nameChanged: 'Ihr Name ist geändert, für alle.',
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  passwordAbout:
    'Ihre Schlüssel und Nachrichten bleiben dieselben; jede andere Station wird abgemeldet. Der Wiederherstellungscode gilt weiter.',
  oldPassword: 'Jetziges Passwort',
  changePassword: 'Passwort ändern',
  passwordChanged: 'Das Passwort ist geändert. Ihre anderen Stationen müssen sich neu anmelden.',
  recoveryAbout:
    'Code verloren, oder hat ihn jemand gesehen? Ein neuer tritt an seine Stelle. Jede andere Station wird abgemeldet.',
  newCode: 'Neuen Wiederherstellungscode erzeugen',
  theme: 'Farben',
  themes: { system: 'Wie das Gerät', light: 'Hell', dark: 'Dunkel' },
  language: 'Sprache',
  browserLanguage: 'Wie der Browser',
  notify: 'Neue Nachrichten melden, während ich nicht hinsehe',
  notifyText: 'Darin zeigen, was geschrieben wurde',
  notifyAbout:
    'Von diesem Browser gezeigt, aus hier geöffneten Nachrichten. Stummgeschaltete Unterhaltungen bleiben still.',
  notifyDenied:
    'Diesem Browser wurde gesagt, es nie zu erlauben: Ändern Sie das in seinen Einstellungen für diese Seite.',
  notifyUnsupported: 'Dieser Browser kennt keine Benachrichtigungen.',
  stationsAbout:
    'Jeder Browser und jedes Programm, in dem Sie angemeldet sind. Melden Sie ab, was Sie nicht mehr benutzen oder nicht kennen, und ändern Sie dann Ihr Passwort.',
  unnamedStation: 'Station ohne Namen',
  thisStation: 'Diese hier',
  loggedIn: (when) => `Angemeldet ${when}`,
  stationId: (beginning) => `Kennung ${beginning}…`,
  lastSeen: (when) => `Zuletzt gesehen ${when}`,
  removeStation: 'Abmelden',
  removeTitle: (name) => `„${name}“ abmelden?`,
  removeAbout:
    'Sie wird sofort abgemeldet und braucht Ihr Passwort, um wieder hineinzukommen. Was sie schon gespeichert hat, bleibt dort.',
  about:
    'Parley ist eine unabhängige Umsetzung der öffentlich dokumentierten Ozeki Chat Client API und nicht von Ozeki gemacht.',
};
