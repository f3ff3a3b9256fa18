import type { Content } from '@parley/protocol/trust';
import { ClientError } from '../errors.ts';
import { isTrusted } from '../fold/changes.ts';
import type { HeldTimeline } from '../timeline/timeline.ts';

/**
 * Refuses what every reader would ignore: an edit or a deletion of what somebody else wrote, and changes of what is
 * not here or is gone. Source: docs/spec/trust.md section 4.
 * @throws ClientError `unknown_message`, `not_author`, `not_changeable`
 */
export async function checkChange(content: Content, timeline: HeldTimeline, userId: string): Promise<void> {
  if (content.kind !== 'edit' && content.kind !== 'reaction' && content.kind !== 'delete') return;
  const { kind, target } = content;
  const held = await timeline.seek(target);
  if (!held) {
    throw new ClientError(
      'unknown_message',
      `This station does not hold a message ${target}: fetch what is new, and check its ID.`,
    );
  }
  const { view } = held;
  if (!view || timeline.item(target)?.row === 'removed') {
    throw new ClientError('not_changeable', 'This message was deleted, or could not be opened.');
  }
  if (kind === 'reaction') return;
  if (view.sender.id !== userId || !isTrusted(view)) {
    const what = kind === 'edit' ? 'edit' : 'delete';
    throw new ClientError('not_author', `Only who wrote a message can ${what} it.`);
  }
  if (view.kind !== 'text' && view.kind !== 'file') {
    throw new ClientError('not_changeable', 'Only texts and files can be edited and deleted.');
  }
}
