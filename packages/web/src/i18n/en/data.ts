export const data = {
  exportTitle: 'Download the conversation',
  exportAbout:
    'Everything is opened and verified in this browser; the file holds readable text, so keep it where only you can read it.',
  format: 'Form of the file',
  formats: {
    html: { name: 'Web page', about: 'One file that reads like a chat and prints well' },
    md: { name: 'Markdown', about: 'Text with headings and quotes, for notes and wikis' },
    csv: { name: 'Table (CSV)', about: 'For spreadsheets: one message a row' },
    jsonl: { name: 'JSON Lines', about: 'For programs: one message a line, with reports and proofs' },
  },
  download: 'Download',
  progress: {
    fetching: (count: string) => `Fetching… ${count}`,
    opening: (count: string) => `Opening and verifying… ${count}`,
    importing: (count: string) => `Importing… ${count}`,
  },
  opened: (opened: string, of: string, verified: string) =>
    `${opened} of ${of} messages opened, ${verified} verified.`,
  removed: (count: string) => `Removed by their authors: ${count}.`,
  saved: (name: string) => `Saved as ${name}.`,
  unopened: (reason: string) => `Not opened: ${reason}`,
  problems: (count: number) => (count === 1 ? 'One thing to know:' : `${count} things to know:`),
  more: (count: number) => `and ${count} more, which the file names.`,
  importTitle: 'Import an IRC log',
  importAbout:
    'Lines become messages with their original time and name, marked as imported by you. What is there already is skipped, so an interrupted import can simply be repeated.',
  chooseLogs: 'Logs, and the annotations that belong to them',
  chooseFiles: 'Choose files',
  noneChosen: 'None chosen yet',
  date: 'Day of the first line',
  dateHint: 'Only for logs whose name has no date',
  import: 'Import',
  imported: (added: string, skipped: string) =>
    `${added === '1' ? '1 line imported' : `${added} lines imported`}; ${skipped} were there already.`,
};
