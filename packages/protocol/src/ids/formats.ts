/** Whether a text is an id of 32 lowercase hex digits: a user, station, conversation, workspace or file. */
export function isHexId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/** Whether a text is a message's ID: a lowercase UUID. */
export function isMessageId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}

/** Whether a text is an instance of a conversation: 10 letters and digits. */
export function isInstance(text: string): boolean {
  return /^[A-Za-z0-9]{10}$/.test(text);
}
