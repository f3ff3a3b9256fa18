import { useWords } from '../i18n/words.ts';
import type { TimelineQuote } from '../station/timeline.ts';
import { glanceOf } from '../text/plain-text.ts';

interface QuotesProps {
  readonly quotes: readonly TimelineQuote[];
  readonly onJump: (id: string) => void;
}

/** The messages that one answers; a click goes there. */
export function Quotes({ quotes, onJump }: QuotesProps) {
  const { timeline: words } = useWords();
  return quotes.map(({ id, said, deleted }) => (
    <button key={id} type="button" className="quote" onClick={() => onJump(id)}>
      {said && !deleted ? (
        <>
          <span className="unseen">{words.replyTo} </span>
          <bdi className="quote-name">{said.name}</bdi>{' '}
          <bdi className="quote-text">{glanceOf(said.text)}</bdi>
        </>
      ) : (
        <span className="quote-text">{deleted ? words.quoteDeleted : words.quoteMissing}</span>
      )}
    </button>
  ));
}
