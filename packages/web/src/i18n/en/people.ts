export const people = {
  title: 'Person',
  safetyNumber: 'Safety number',
  qrCode: 'The safety number as a QR code',
  compare: (name: string) =>
    `Compare these digits with ${name} in person or on a call. If both of you see the same, nobody stands between you, the server included.`,
  verify: 'We see the same: mark as verified',
  unverify: 'Take the mark back',
  verified: 'Verified',
  keysRefused: {
    changed: (name: string) => `The keys of ${name} are not the ones you knew.`,
    invalid: (name: string) => `The keys that the server gives for ${name} are not valid.`,
    missing: (name: string) => `The server does not give out the keys of ${name}.`,
  },
  keysRefusedMeans: {
    changed:
      'Somebody may be posing as this person. Messages under these keys are not shown as theirs, and what you write can still be read with the known keys only.',
    invalid:
      'They cannot be this person’s, so they are not used. Messages under them are not shown as theirs, and what you write can still be read with the known keys only.',
    missing:
      'Without them nobody can tell whether messages are really theirs, so they are shown as not proven. Ask the server’s operator why.',
  },
  keysChangedAdvice: 'Compare the safety number anew before you go on.',
  compareAnew: (name: string) => `Compare with ${name}`,
  writingStopped: 'Writing is stopped until you have decided.',
  writeAnyway: 'Write all the same',
  compareChanged: (name: string) =>
    `Ask ${name}, in person or on a call, which number stands on their page about you. Not in this chat: whoever poses as them would answer.`,
  numberKnown: 'Number of the keys you knew',
  ifKnown: (name: string) =>
    `If ${name} sees this one, their keys are unchanged and the server gives you false ones: tell its operator, and do not trust it.`,
  numberGiven: 'Number of the keys that the server gives now',
  ifGiven: (name: string) =>
    `If ${name} sees this one, the keys are really theirs. Neither a new password nor a new device makes new keys, so ask why they have others. Parley keeps to the ones you knew.`,
  ifNeither: 'If it is neither, somebody stands between the two of you.',
  formerly: (name: string) => `Known as ${name} before`,
  availability: { available: 'Available', away: 'Away', busy: 'Busy', offline: 'Offline' },
  decisions: 'Contact',
  befriend: 'Add to contacts',
  unfriend: 'Remove from contacts',
  block: 'Block',
  unblock: 'Unblock',
  youBlocked: (name: string) => `You blocked ${name}.`,
  isBlocked: (name: string) =>
    `${name} is blocked: no messages to you alone, and no sight of when you are online.`,
  blockAbout: (name: string) =>
    `If you block ${name}, they can neither write to you alone nor see when you are online. Nobody tells them, but what they write to you then is not sent, which they see.`,
  readers: (count: number) => (count === 1 ? 'One person can read this' : `${count} people can read this`),
  readersAbout: 'Signed by whoever made the key of this conversation; not the server’s word.',
};
