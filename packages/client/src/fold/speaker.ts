import { isVisible } from '@parley/protocol/encoding';
import type { MessageView } from '../view.ts';
import { oneLine } from './visible.ts';

/** Who is shown to have said something. */
export interface Speaker {
  /** The same for the same person: an imported nick is nobody's identity here, and an unproven name nobody's. */
  readonly key: string;
  /** One line, safe to show. */
  readonly name: string;
  /** What a reader must know beside the name, such as "imported by Alice"; mostly empty. */
  readonly note: string;
  /** User id of who signed it, where that is proven and nobody else said it. */
  readonly id: string | undefined;
}

const NAME_LIMIT = 80;

/** A name as one line, safe to show. */
export function shownName(name: string): string {
  const shown = oneLine(name, NAME_LIMIT);
  return isVisible(shown) ? shown : '(no name)';
}

/** What stands before the name of somebody whose signature is not proven. */
const UNPROVEN = 'not proven to be ';

/**
 * Who said a message. Words that are imported are never shown as the importer's own, and words whose signature
 * is not proven never as the named person's. Source: docs/spec/trust.md section 4.
 */
export function speakerOf(message: MessageView): Speaker {
  const { sender, imported } = message;
  // A view may say so in the name itself.
  const claimed = sender.verified || sender.name.startsWith(UNPROVEN);
  const signer = shownName(claimed ? sender.name : `${UNPROVEN}${sender.name}`);
  if (imported) {
    const name = imported.line === 'system' ? 'the system' : shownName(imported.name);
    const key = `imported ${sender.verified} ${sender.id} ${imported.line === 'system'} ${imported.name}`;
    return { key, name, note: `imported by ${sender.verified ? '' : 'somebody '}${signer}`, id: undefined };
  }
  if (sender.verified) return { key: `user ${sender.id}`, name: signer, note: '', id: sender.id };
  return { key: `unproven ${sender.id}`, name: signer, note: '', id: undefined };
}

/** Whether somebody said it: texts and files, also imported ones, but not the lines of a system. */
export function isSaid(message: MessageView): boolean {
  return (message.kind === 'text' || message.kind === 'file') && message.imported?.line !== 'system';
}
