export const shell = {
  skip: 'Skip to the open conversation',
  nothingOpen: 'Choose a conversation, or begin a new one.',
};
