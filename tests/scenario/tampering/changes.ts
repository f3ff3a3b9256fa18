import { fromBase64, toBase64 } from '@parley/protocol/encoding';
import type { Loose, Tamper } from './scene.ts';

/** A bit of what a base64 text stands for, turned; from the end where `at` is negative. */
export function flip(text: string, at: number): string {
  const bytes = fromBase64(text);
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] as number) ^ 1;
  return toBase64(bytes);
}

/** Another first digit. */
export function flipHex(text: string): string {
  return text.startsWith('0') ? `1${text.slice(1)}` : `0${text.slice(1)}`;
}

/** Another letter or digit in the middle of a text. */
export function flipText(text: string): string {
  const at = Math.floor(text.length / 2);
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
}

/** Changes the answers to one action. */
export function on(wanted: string, change: (answer: Loose, request: Loose) => void): Tamper {
  return (answer, action, request) => {
    if (action === wanted) change(answer, request);
  };
}

/** Several changes at once. */
export function all(...tampers: readonly Tamper[]): Tamper {
  return (answer, action, request) => {
    for (const tamper of tampers) tamper(answer, action, request);
  };
}

/** Changes how the server lists one conversation. */
export function listed(id: string, change: (conversation: Loose) => void): Tamper {
  return on('list', ({ conversations = [] }) => {
    for (const one of conversations) if (one.id === id) change(one);
  });
}

/** Changes how the server describes people. */
export function people(change: (user: Loose) => void): Tamper {
  return on('keys', ({ users = [] }) => {
    for (const user of users) change(user);
  });
}

/** Changes the messages of a conversation that a download gives, as a list. */
export function messages(id: string, change: (list: Loose[], request: Loose) => void): Tamper {
  return on('download', (answer, request) => {
    if (request.conversationid === id && answer.messages) change(answer.messages, request);
  });
}

/** Changes the first message. */
export function first(id: string, change: (message: Loose) => void): Tamper {
  return messages(id, ([message]) => {
    if (message) change(message);
  });
}

export const honest: Tamper = () => {};
