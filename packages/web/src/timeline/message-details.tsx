import { useFormats } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import type { MessageItem, Receipt } from '../station/timeline.ts';
import { TextView } from '../text/text-view.tsx';

/** Everything that is known of a message: who signed it, when, who has it and who saw it, and what it said before. */
export function MessageDetails({ item }: { readonly item: MessageItem }) {
  const { timeline: words } = useWords();
  const formats = useFormats();
  const { sender, sent, created, delivered, viewed, edited } = item;
  return (
    <dl className="details">
      <dt>{words.detailsBy}</dt>
      <dd>
        <bdi>{sender.name}</bdi> ({sender.verified ? words.proven : words.notProven})
      </dd>
      <dt>{words.detailsSent}</dt>
      <dd>{formats.full(sent)}</dd>
      {created !== '' && (
        <>
          <dt>{words.detailsAccepted}</dt>
          <dd>{formats.full(Date.parse(`${created.replace(' ', 'T')}Z`))}</dd>
        </>
      )}
      <dt>{words.detailsDelivered}</dt>
      <Receipts receipts={delivered} />
      <dt>{words.detailsViewed}</dt>
      <Receipts receipts={viewed} />
      {edited && (
        <>
          <dt>{words.detailsEarlier}</dt>
          {edited.earlier.map(({ at, body }) => (
            <dd key={at}>
              <span className="message-note">{formats.full(at)}</span>
              <TextView text={body} />
            </dd>
          ))}
        </>
      )}
    </dl>
  );
}

function Receipts({ receipts }: { readonly receipts: readonly Receipt[] }) {
  const { timeline: words } = useWords();
  const formats = useFormats();
  if (receipts.length === 0) return <dd className="message-note">{words.nobody}</dd>;
  return receipts.map(({ id, name, at }) => (
    <dd key={id}>
      <bdi>{name}</bdi>, {formats.full(at)}
    </dd>
  ));
}
