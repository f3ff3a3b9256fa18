export const composer = {
  label: (name: string) => `Message to ${name}`,
  placeholder: 'Message',
  send: 'Send',
  save: 'Save',
  emoji: 'Insert emoji',
  replying: (name: string) => `Reply to ${name}`,
  editing: 'Editing your message',
  cancelReply: 'Do not reply',
  cancelEdit: 'Do not edit',
  mention: 'People to mention',
  hint: 'Enter sends, Shift+Enter begins a new line.',
};
