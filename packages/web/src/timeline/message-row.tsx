import { oneLine } from '@parley/client/text';
import { Avatar } from '../design/components/avatar.tsx';
import { Icon } from '../design/components/icon.tsx';
import { sentenceOf } from '../i18n/error-words.ts';
import { useFormats } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import type { MessageItem } from '../station/timeline.ts';
import { isFewEmoji } from '../text/few-emoji.ts';
import { TextView } from '../text/text-view.tsx';
import { Findings } from './findings.tsx';
import type { Tools } from './message-tools.tsx';
import { Quotes } from './quotes.tsx';
import { Reactions } from './reactions.tsx';
import { Ticks } from './ticks.tsx';

interface MessageRowProps {
  readonly item: MessageItem;
  readonly isGroupStart: boolean;
  readonly userId: string;
  readonly tools: Tools;
}

/** In milliseconds: where the sender's clock is further from the server's, it is shown. Source: docs/spec/trust.md 4. */
const CLOCKS_APART = 5 * 60_000;
/** In characters. */
const FILE_NAME_LIMIT = 120;

/** What stands in the row of a text or a file: all that belongs to it. */
export function MessageRow({ item, isGroupStart, userId, tools }: MessageRowProps) {
  const { timeline: words, errors } = useWords();
  const formats = useFormats();
  const { sender, imported, body, file, edited, failure } = item;
  const name = imported?.name ?? sender.name;
  const isLine = imported?.line !== undefined;
  const created = Date.parse(`${item.created.replace(' ', 'T')}Z`);
  const isApart = !imported && item.created !== '' && Math.abs(created - item.sent) > CLOCKS_APART;
  return (
    <>
      {isGroupStart ? (
        <div className="message-side">
          <Avatar id={imported ? name : sender.id} name={name} />
        </div>
      ) : (
        <time className="message-side message-time">{formats.time(item.at)}</time>
      )}
      <div className="message-main">
        {isGroupStart && (
          <div className="message-head">
            <bdi className={sender.verified ? 'message-name' : 'message-name message-unproven'}>{name}</bdi>
            <time className="message-time" dateTime={new Date(item.at).toISOString()}>
              {formats.time(item.at)}
            </time>
            {imported && (
              <span className="message-note">
                {words.importedBy(sender.name)} {imported.source && words.importedFrom(imported.source)}
              </span>
            )}
          </div>
        )}
        {item.replyTo.length > 0 && <Quotes quotes={item.replyTo} onJump={tools.onJump} />}
        {file && (
          <p className="message-file">
            <Icon name="download" size={16} />
            <bdi>{words.file(oneLine(file.name, FILE_NAME_LIMIT))}</bdi>
          </p>
        )}
        {body !== '' && (
          <TextView
            className={bodyClass(body, isLine)}
            text={body}
            mentions={item.mentions}
            userId={userId}
          />
        )}
        {!sender.verified && <p className="message-warning">{words.unproven}</p>}
        {item.findings.length > 0 && <Findings findings={item.findings} />}
        {(item.reactions.length > 0 || edited || isApart) && (
          <div className="message-foot">
            <Reactions item={item} onReact={tools.onReact} />
            {edited && (
              <button type="button" className="message-edited" onClick={() => tools.onDetails(item.id)}>
                {words.edited}
              </button>
            )}
            {isApart && <span className="message-note">{words.sentAt(formats.full(item.sent))}</span>}
          </div>
        )}
        {failure && (
          <div className="message-failure" role="alert">
            <span>
              {words.failed}:{' '}
              {sentenceOf({ kind: 'other', code: failure.code, message: failure.text }, errors, 'message')}
            </span>
            <button type="button" onClick={() => tools.onRetry(item.id)}>
              {words.retry}
            </button>
            <button type="button" onClick={() => tools.onDiscard(item.id)}>
              {words.discard}
            </button>
          </div>
        )}
      </div>
      {item.own && !imported && <Ticks item={item} onDetails={tools.onDetails} />}
    </>
  );
}

function bodyClass(body: string, isLine: boolean): string {
  if (isLine) return 'message-body message-line';
  return isFewEmoji(body) ? 'message-body message-emoji' : 'message-body';
}
