import type { MessageView } from '../view.ts';
import { messageRecord } from './record.ts';

/** What JSON leaves as it is, though many programs end a line there. */
const OTHER_LINE_ENDS = /[\u0085\u2028\u2029]/g;

/** One message as one line of JSON Lines, \n included: the members of {@link messageRecord}, in its order. */
export function jsonLine(message: MessageView): string {
  return `${JSON.stringify(messageRecord(message)).replace(OTHER_LINE_ENDS, escaped)}\n`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
