/** By code: what a reader noticed in the order of messages, and why one is not trusted. Others in the library's words. */
export const findings = {
  gap: (count: number) => (count === 1 ? '1 message missing here' : `${count} messages missing here`),
  chain_mismatch: 'Does not follow the message before it: one of the two was replaced',
  duplicate_seq: 'A second message in the place of another: not trustworthy',
  reordered: 'Reordered by the server',
  prev_reordered: 'Reordered by the server',
  prev_absent: 'Does not say which message it follows',
  prev_missing: 'Follows a message that is missing here',
  prev_different: 'Follows a message that was different when it was written',
  removed_by_server: 'Removed by the server',
  cleared_by_server: 'Cleared by the server',
  epoch_went_back: 'Written under an old key after a newer one was in use: not trustworthy',
  bad_signature: 'The signature is not valid: it was not written by the person it names',
  wrong_sender: 'It names a sender who has no part in this conversation: not trustworthy',
};

/** What happened, to stand after a name. */
export const events = {
  rename: 'renamed the conversation:',
  membership: {
    added: (names: string) => `added ${names}`,
    removed: (names: string) => `removed ${names}`,
    both: (added: string, removed: string) => `added ${added} and removed ${removed}`,
    neither: 'changed who is in the conversation, and names nobody',
    unknown: (count: number) =>
      count === 1
        ? 'somebody whose name is not known here'
        : `${count} people whose names are not known here`,
    more: (count: number) => (count === 1 ? '1 other' : `${count} others`),
  },
  cleared: 'cleared the conversation',
  unknown: 'sent something that this version does not know:',
  edit: 'edited a message that is not theirs, which does not count:',
  reaction: 'reacted to a message that is not here:',
  delete: 'deleted a message that is not theirs, which does not count',
};
