export const common = {
  appName: 'Parley',
  cancel: 'Cancel',
  close: 'Close',
  back: 'Back',
  done: 'Done',
  copy: 'Copy',
  copied: 'Copied',
  print: 'Print',
  retry: 'Try again',
  notLoaded:
    'This part of the page could not be loaded. Check your connection, then try again; if that does not help, reload the page.',
  loading: 'Loading…',
  you: 'You',
};
