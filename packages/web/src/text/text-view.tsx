import { hiddenHost, readable } from '@parley/client/text';
import { Fragment, type ReactNode, useContext, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import type { Mention } from '../station/timeline.ts';
import type { Inline } from './inline.ts';
import { type Block, blocksOf } from './markdown.ts';
import { WholeTexts } from './whole-texts.ts';

/** In UTF-16 units; a longer text is shown when somebody asks for it. */
const SHOWN_AT_ONCE = 6_000;
/** A text this long is shown as it stands: nobody formats it by hand. */
const PLAIN_FROM = 20_000;

interface TextProps {
  readonly className?: string | undefined;
  readonly text: string;
  readonly mentions?: readonly Mention[];
  /** Whose name is pointed out more: the user's. */
  readonly userId?: string;
}

/** A message's text: the forms that people type are shown as such, everything else as it stands. */
export function TextView(props: TextProps) {
  if (props.text.length > SHOWN_AT_ONCE) return <LongText {...props} />;
  return (
    <div className={classOf(props)} dir="auto">
      {formatted(props)}
    </div>
  );
}

function LongText(props: TextProps) {
  const { timeline: words } = useWords();
  const seenWhole = useContext(WholeTexts);
  const [isWhole, setWhole] = useState(seenWhole?.has(props.text) ?? false);
  const showWhole = () => {
    seenWhole?.add(props.text);
    setWhole(true);
  };
  return (
    <div className={classOf(props)} dir="auto">
      {formatted(isWhole ? props : { ...props, text: props.text.slice(0, SHOWN_AT_ONCE) })}
      {!isWhole && (
        <button type="button" className="text-more" onClick={showWhole}>
          {words.showAll}
        </button>
      )}
    </div>
  );
}

function classOf({ className }: TextProps): string {
  return className === undefined ? 'text' : `text ${className}`;
}

function formatted({ text, mentions = [], userId }: TextProps): ReactNode {
  if (text.length > PLAIN_FROM) return readable(text);
  const context = { text, mentions, userId };
  return blocksOf(text).map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other name, and keep their order
    <BlockView key={index} block={block} context={context} />
  ));
}

interface Context {
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly userId: string | undefined;
}

function BlockView({ block, context }: { readonly block: Block; readonly context: Context }) {
  if (block.kind === 'code') {
    return (
      <pre className="text-block">
        <code>{readable(context.text.slice(block.begin, block.end))}</code>
      </pre>
    );
  }
  if (block.kind === 'list') {
    const List = block.isNumbered ? 'ol' : 'ul';
    return (
      <List className="text-list">
        {block.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items have no other name, and keep their order
          <li key={index}>{inlines(item, context)}</li>
        ))}
      </List>
    );
  }
  const [only] = block.lines;
  if (only && block.lines.length === 1 && block.kind === 'paragraph') return <p>{inlines(only, context)}</p>;
  const lines = block.lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name, and keep their order
    <Fragment key={index}>
      {index > 0 && '\n'}
      {inlines(line, context)}
    </Fragment>
  ));
  return block.kind === 'quote' ? <blockquote className="text-quote">{lines}</blockquote> : <p>{lines}</p>;
}

function inlines(parts: readonly Inline[], context: Context): ReactNode {
  const [only] = parts;
  if (only && parts.length === 1) return inline(only, context);
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name, and keep their order
    <Fragment key={index}>{inline(part, context)}</Fragment>
  ));
}

function inline(part: Inline, context: Context): ReactNode {
  switch (part.kind) {
    case 'text':
      return plain(part.begin, part.end, context);
    case 'code':
      return <code>{readable(context.text.slice(part.begin, part.end))}</code>;
    case 'link': {
      const address = context.text.slice(part.begin, part.end);
      const host = hiddenHost(address);
      return (
        <>
          <a href={address} target="_blank" rel="noopener noreferrer nofollow">
            {readable(address)}
          </a>
          {host !== undefined && <span className="text-host"> ({host})</span>}
        </>
      );
    }
    case 'strike':
      return <s>{inlines(part.inner, context)}</s>;
    default: {
      const Tag = part.kind;
      return <Tag>{inlines(part.inner, context)}</Tag>;
    }
  }
}

/** Text, in which people are named. */
function plain(begin: number, end: number, { text, mentions, userId }: Context): ReactNode {
  const named = mentions.filter((mention) => mention.begin >= begin && mention.end <= end);
  if (named.length === 0) return readable(text.slice(begin, end));
  const parts: ReactNode[] = [];
  let at = begin;
  for (const mention of named) {
    parts.push(readable(text.slice(at, mention.begin)));
    parts.push(
      <span
        key={mention.begin}
        className={mention.userId === userId ? 'text-mention text-mention-own' : 'text-mention'}
      >
        {readable(text.slice(mention.begin, mention.end))}
      </span>,
    );
    at = mention.end;
  }
  parts.push(readable(text.slice(at, end)));
  return parts;
}
