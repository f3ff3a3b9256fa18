export const people = {
  title: 'Person',
  safetyNumber: 'Safety number',
  qrCode: 'The safety number as a QR code',
  compare: (name: string) =>
    `Compare these digits with ${name} in person or on a call. If both of you see the same, nobody stands between you, the server included.`,
  verify: 'We see the same: mark as verified',
  unverify: 'Take the mark back',
  verified: 'Verified',
  keysChanged: (name: string) => `The keys of ${name} are not the ones you knew.`,
  keysChangedAdvice:
    'Messages under them are not shown as this person’s. Ask the person over another way what happened: somebody may be posing as them.',
  formerly: (name: string) => `Known as ${name} before`,
  availability: { available: 'Available', away: 'Away', busy: 'Busy', offline: 'Offline' },
  decisions: 'Contact',
  befriend: 'Add to contacts',
  unfriend: 'Remove from contacts',
  block: 'Block',
  unblock: 'Unblock',
  isBlocked: (name: string) =>
    `${name} is blocked: no messages to you alone, and no sight of when you are online.`,
  blockAbout: (name: string) =>
    `If you block ${name}, they can neither write to you alone nor see when you are online. They are not told.`,
  readers: (count: number) => (count === 1 ? 'One person can read this' : `${count} people can read this`),
  readersAbout: 'Signed by whoever made the key of this conversation; not the server’s word.',
};
