import type { MessageView } from '../view.ts';
import { messageRecord } from './record.ts';

/** What JSON leaves as it is, though many programs end a line there, or a terminal obeys it. */
const ACTING = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** One message as one line of JSON Lines, \n included: the members of {@link messageRecord}, in its order. */
export function jsonLine(message: MessageView, conversation?: string): string {
  return `${JSON.stringify(messageRecord(message, conversation)).replace(ACTING, escaped)}\n`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
