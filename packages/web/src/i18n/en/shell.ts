export const shell = {
  skip: 'Skip to the open conversation',
  seenAs: 'How others see you',
  appearOffline: 'Appear offline',
  codeReminder: 'Recovery code',
  codeDue:
    'You have not confirmed your recovery code. Without it, a forgotten password locks you out of your messages for good.',
  codeDismiss: 'Do not remind me',
  codeDismissTitle: 'Go without a recovery code?',
  codeDismissAbout:
    'If you wrote the code down, it stays good. If you have none and forget your password, nobody can open your messages again. A new code can be made in the settings at any time.',
  ended: 'This station was logged out.',
  loginAgain: 'Log in again',
  loginAgainAbout:
    'The password was changed, or this station was logged out from another one. Everything here stays, and what waits is sent.',
  eraseInstead: 'Erase everything here instead',
  nothingOpen: 'Choose a conversation, or begin a new one.',
};
