import { useEffect, useLayoutEffect, useState } from 'react';
import { ComposerView } from '../composer/composer-view.tsx';
import { Notice } from '../design/components/notice.tsx';
import { refusalSentence, sentenceOf } from '../i18n/error-words.ts';
import { useFormats } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import { whyRefused } from '../people/keys-refused.tsx';
import type { ShellModel } from '../shell/shell-model.ts';
import type { ConversationView as Conversation } from '../station/conversations.ts';
import type { RefusalView } from '../station/refusal.ts';
import { Blocked } from './blocked.tsx';
import { ConversationHead } from './conversation-head.tsx';
import { ConversationModel } from './conversation-model.ts';
import { KeysWarning, WritingStopped } from './keys-warning.tsx';
import { MessagesView } from './messages-view.tsx';

interface ConversationProps {
  readonly shell: ShellModel;
  readonly id: string;
  readonly message?: string | undefined;
}

/** An open conversation. */
export default function ConversationView({ shell, id, message }: ConversationProps) {
  const [model, setModel] = useState<ConversationModel>();
  const { conversations } = useObservable(shell.list.state);
  const conversation = conversations?.find((one) => one.id === id);
  // Before anything is painted: what was made ready is there with the click.
  useLayoutEffect(() => {
    const ready = message === undefined ? shell.ahead.take(id) : undefined;
    const made = ready ?? new ConversationModel(shell.caller, id, message);
    setModel(made);
    return () => made.close();
  }, [shell, id, message]);
  if (!model || model.id !== id || !conversation) return null;
  return <Opened key={id} shell={shell} model={model} conversation={conversation} />;
}

interface OpenedProps {
  readonly shell: ShellModel;
  readonly model: ConversationModel;
  readonly conversation: Conversation;
}

function Opened({ shell, model, conversation }: OpenedProps) {
  const { timeline: words, errors, list } = useWords();
  const formats = useFormats();
  const readers = useObservable(model.readers);
  const timelineError = useObservable(model.timeline.error);
  const error = useObservable(model.error) ?? timelineError;
  const accepted = useObservable(model.acceptedRefusals);
  const { name, otherId, typing, nameRefusal, secretRefusal, refused } = conversation;
  // Withheld keys change nothing about who reads what is written.
  const isStopped = refused.some(
    ({ id, refusal }) => whyRefused(refusal) !== 'missing' && !accepted.includes(id),
  );
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      const { key, target } = event;
      const isElsewhere =
        target === document.body ||
        (target as Element).matches('.row-link, .timeline-item, .timeline-rows, #main');
      // What opens above the conversation closes first.
      const isBehind = document.querySelector('dialog[open]') !== null;
      if (key === 'Escape' && isElsewhere && !isBehind) shell.router.go({ page: 'list' });
    };
    addEventListener('keydown', close);
    return () => removeEventListener('keydown', close);
  }, [shell]);
  const names = formats.list(typing);
  return (
    <div className="conversation">
      <ConversationHead shell={shell} model={model} conversation={conversation} readers={readers} />
      <KeysWarning router={shell.router} people={refused} />
      <Refused what={list.nameRefused} refusal={nameRefusal} />
      <Refused what={list.secretRefused} refusal={secretRefusal} />
      {error && <Notice look="danger">{sentenceOf(error, errors)}</Notice>}
      <MessagesView shell={shell} model={model} name={name} />
      <p className="conversation-typing" aria-live="polite">
        {typing.length > 0 && (typing.length > 1 ? words.typingMany(names) : words.typing(names))}
      </p>
      {conversation.isBlocked && otherId !== undefined ? (
        <Blocked name={name} onUnblock={() => void model.unblock(otherId)} />
      ) : isStopped ? (
        <WritingStopped onWrite={() => model.accept(refused)} />
      ) : (
        <ComposerView
          model={model.composer}
          name={name}
          people={readers ?? []}
          onEditLast={() => model.editLast()}
        />
      )}
    </div>
  );
}

interface RefusedProps {
  readonly what: string;
  readonly refusal: RefusalView | undefined;
}

/** Something of the conversation that the server gives and that is not used, with the reason. */
function Refused({ what, refusal }: RefusedProps) {
  const words = useWords();
  if (!refusal) return null;
  return (
    <Notice look="warning">
      {what} <small>{refusalSentence(refusal, words)}</small>
    </Notice>
  );
}
