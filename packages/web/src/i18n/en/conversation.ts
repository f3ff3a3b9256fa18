export const conversation = {
  person: 'Safety number and person',
  readers: 'Who can read',
  insights: 'Insights',
  export: 'Download as a file',
  import: 'Import an IRC log',
  clear: 'Clear for everybody',
  clearTitle: 'Clear this conversation?',
  clearWarning:
    'All of its messages are erased on the server and for everybody in it. That cannot be undone. Others are told that you did it.',
};
