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
  loading: 'Loading…',
  you: 'You',
};
