export const newConversation = {
  title: 'New conversation',
  kind: 'What to begin',
  pair: 'With one person',
  group: 'New group',
  groupName: 'Name of the group',
  groupNameAbout: 'Encrypted: only those in the group can read it.',
  search: 'Search people',
  searchAbout: 'Part of a name, or a whole e-mail address',
  found: (count: number) => (count === 1 ? '1 person found' : `${count} people found`),
  nobody: 'Nobody in this workspace is called that.',
  chosen: 'In the group',
  takeOut: (name: string) => `Take ${name} out`,
  create: (count: number) => {
    if (count === 0) return 'Create group';
    return count === 1 ? 'Create group with 1 person' : `Create group with ${count} people`;
  },
};
