import { oneLine } from '@parley/client/text';
import { Icon } from '../design/components/icon.tsx';
import { refusalSentence } from '../i18n/error-words.ts';
import { eventBody, eventSentence } from '../i18n/event-words.ts';
import { useFormats } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import type { TimelineItem } from '../station/timeline.ts';
import { Findings } from './findings.tsx';

/** In characters: what does not count is named, and stands whole in exports. */
const BODY_LIMIT = 300;

/** What is no message: something that happened, or is missing, or cannot be shown. */
export function OtherRow({ item }: { readonly item: Exclude<TimelineItem, { row: 'message' }> }) {
  const words = useWords();
  const formats = useFormats();
  switch (item.row) {
    case 'event': {
      const body = oneLine(eventBody(item), BODY_LIMIT);
      return (
        <div className="other">
          <p>
            <bdi>{item.sender.name}</bdi>{' '}
            {eventSentence(item, words, formats).map((part, index) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: a sentence has no other order
              typeof part === 'string' ? part : <bdi key={index}>{part.name}</bdi>,
            )}
            {body !== '' && (
              <>
                {' '}
                <bdi>{body}</bdi>
              </>
            )}{' '}
            <time>{formats.time(item.at)}</time>
          </p>
          <Findings findings={item.findings} />
        </div>
      );
    }
    case 'removed': {
      const why = {
        author: words.timeline.deleted,
        expiry: words.timeline.expired,
        unexplained: words.timeline.removedUnexplained,
      }[item.by];
      return (
        <div className="other">
          <p>
            <Icon name="trash" size={14} />
            {item.sender && <bdi>{item.sender.name}: </bdi>}
            {why} <time>{formats.time(item.at)}</time>
          </p>
          <Findings findings={item.findings} />
        </div>
      );
    }
    case 'unopened':
      return (
        <div className="other other-danger">
          <p>
            <Icon name="lock" size={14} />
            {words.timeline.unopened}: {refusalSentence({ code: item.code, text: item.reason }, words)}
          </p>
        </div>
      );
    case 'finding':
      return (
        <div className={`other other-danger other-${item.finding.code}`}>
          <Findings findings={[item.finding]} />
        </div>
      );
  }
}
