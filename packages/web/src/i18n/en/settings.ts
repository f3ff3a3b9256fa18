export const settings = {
  title: 'Settings',
  sections: {
    account: 'Account',
    appearance: 'Appearance',
    notifications: 'Notifications',
    stations: 'Stations',
    about: 'About',
  },
  who: 'Who you are',
  name: 'Name',
  nick: 'Short name',
  nickAbout: 'What others see in conversations.',
  changeName: 'Change name',
  nameChanged: 'Your name is changed, for everybody.',
  email: 'E-mail address',
  password: 'Password',
  passwordAbout:
    'Your keys and messages stay the same; every other station is logged out. The recovery code stays good.',
  oldPassword: 'Present password',
  changePassword: 'Change password',
  passwordChanged: 'The password is changed. Your other stations must log in again.',
  recoveryAbout:
    'Lost the code, or somebody saw it? A new one takes its place. Every other station is logged out.',
  newCode: 'Make a new recovery code',
  theme: 'Theme',
  themes: { system: 'As the device', light: 'Light', dark: 'Dark' },
  language: 'Language',
  browserLanguage: 'As the browser',
  notify: 'Tell me of new messages while I am not looking',
  notifyText: 'Show what is written in them',
  notifyAbout: 'Shown by this browser, from messages opened here. Muted conversations stay silent.',
  notifyDenied:
    'This browser was told never to allow it: change that in the browser’s settings for this page.',
  notifyUnsupported: 'This browser has no notifications.',
  stationsAbout:
    'Each browser and program in which you are logged in. Log out what you no longer use or do not know, and then change your password.',
  unnamedStation: 'Station without a name',
  thisStation: 'This one',
  loggedIn: (when: string) => `Logged in ${when}`,
  stationId: (beginning: string) => `ID ${beginning}…`,
  lastSeen: (when: string) => `Last seen ${when}`,
  removeStation: 'Log out',
  removeTitle: (name: string) => `Log out “${name}”?`,
  removeAbout:
    'It is logged out at once, and needs your password to get in again. What it has stored already stays there.',
  about:
    'Parley is an independent implementation of the publicly documented Ozeki Chat Client API, and not made by Ozeki.',
};
