export type { ClockHours } from './clock.ts';
export { annotationPath, ircLogName } from './date.ts';
export { IrcLogError, type IrcLogErrorCode, type IrcLogValues, ircLogProblems } from './error.ts';
export { importId } from './id.ts';
export type { IrcKind, IrcLine } from './line.ts';
export { importDates, importedFrom } from './message.ts';
export { type IrcLog, type IrcLogOptions, parseIrcLog } from './parse.ts';
