export const search = {
  title: 'Messages found',
  found: (count: number) => (count === 1 ? '1 message found' : `${count} messages found`),
  searching: 'Looking through the messages…',
  none: 'No message holds that.',
};
