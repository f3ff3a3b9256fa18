import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { IconButton } from '../design/components/button.tsx';
import { Icon } from '../design/components/icon.tsx';
import { type MenuPlace, placeBelow } from '../design/components/menu.tsx';
import { Notice } from '../design/components/notice.tsx';
import { EmojiPicker } from '../emoji/emoji-picker.tsx';
import { sentenceOf } from '../i18n/error-words.ts';
import { useWords } from '../i18n/words.ts';
import { isTouched } from '../model/is-touched.ts';
import { useObservable } from '../model/use-observable.ts';
import type { ComposerModel } from './composer-model.ts';
import { type Namable, namable, namingAt, withName } from './naming.ts';

interface ComposerProps {
  readonly model: ComposerModel;
  readonly name: string;
  readonly people: readonly Namable[];
  /** Asked with the arrow up in an empty text. */
  readonly onEditLast: () => void;
}

/** Where messages are written. */
export function ComposerView({ model, name, people, onEditLast }: ComposerProps) {
  const { composer: words, errors } = useWords();
  const { text, replyTo, editing, error } = useObservable(model.state);
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  /** Where the caret is to stand in a text that was not typed. */
  const placing = useRef<number>(undefined);
  const [chosenIndex, setChosen] = useState(0);
  /** Where a name begins that is not to be completed. */
  const [unwanted, setUnwanted] = useState<number>();
  const [emoji, setEmoji] = useState<MenuPlace>();
  const listId = useId();
  const naming = namingAt(text, caret);
  const names = naming && naming.begin !== unwanted ? namable(naming, people) : [];
  const chosen = Math.min(chosenIndex, names.length - 1);

  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = text === '' ? '' : `${element.scrollHeight}px`;
    // At once: whoever types on does not wait for a frame.
    if (placing.current !== undefined) element.setSelectionRange(placing.current, placing.current);
    placing.current = undefined;
  }, [text]);

  useEffect(() => {
    if (replyTo || editing !== undefined) area.current?.focus();
  }, [replyTo, editing]);

  // Whoever begins to type means this field, wherever the focus is, unless it is somewhere that takes keys.
  useEffect(() => {
    const begin = (event: globalThis.KeyboardEvent) => {
      if (isTyping(event) && !takesKeys(event.target as Element)) area.current?.focus();
    };
    addEventListener('keydown', begin);
    return () => removeEventListener('keydown', begin);
  }, []);

  /** Puts something in the place of the caret, or of the name that is typed. */
  const put = (next: { text: string; caret: number }) => {
    placing.current = next.caret;
    model.write(next.text);
    setCaret(next.caret);
    // After a menu that closes has given the focus back.
    requestAnimationFrame(() => area.current?.focus());
  };
  const insert = (piece: string) => {
    const at = area.current?.selectionStart ?? text.length;
    put({ text: text.slice(0, at) + piece + text.slice(at), caret: at + piece.length });
  };
  const nameChosen = (index: number) => {
    const person = names[index];
    if (naming && person) put(withName(text, naming, person.name));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (names.length > 0) {
      if (step !== undefined) {
        event.preventDefault();
        setChosen((chosen + step + names.length) % names.length);
        return;
      }
      if (event.key === 'Enter' || event.key === 'Tab') {
        event.preventDefault();
        nameChosen(chosen);
        setChosen(0);
        return;
      }
      if (event.key === 'Escape') {
        setUnwanted(naming?.begin);
        return;
      }
    }
    // Where the keyboard is on the screen, Enter begins a new line.
    if (event.key === 'Enter' && !event.shiftKey && !isTouched()) {
      event.preventDefault();
      void model.send();
    } else if (event.key === 'ArrowUp' && text === '') {
      event.preventDefault();
      onEditLast();
    } else if (event.key === 'Escape') {
      if (editing !== undefined) model.cancelEdit();
      else if (replyTo) model.cancelReply();
    }
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void model.send();
      }}
    >
      {error && <Notice look="danger">{sentenceOf(error, errors)}</Notice>}
      {editing !== undefined && (
        <About
          icon="edit"
          title={words.editing}
          cancel={words.cancelEdit}
          onCancel={() => model.cancelEdit()}
        />
      )}
      {editing === undefined && replyTo && (
        <About
          icon="reply"
          title={words.replying(replyTo.name)}
          text={replyTo.text}
          cancel={words.cancelReply}
          onCancel={() => model.cancelReply()}
        />
      )}
      {names.length > 0 && (
        <div className="composer-names" id={listId} role="listbox" aria-label={words.mention}>
          {names.map(({ id, name: option }, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys that choose are those of the text, which keeps the focus
            <div
              key={id}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              className="composer-name"
              // The text keeps the focus, and its caret.
              onMouseDown={(event) => event.preventDefault()}
              // Not sooner: a tap clicks whatever is there when the finger is lifted, a link beneath this list too.
              onClick={() => nameChosen(index)}
            >
              <bdi>{option}</bdi>
            </div>
          ))}
        </div>
      )}
      <div className="composer-box">
        <IconButton
          icon="smile"
          label={words.emoji}
          aria-haspopup="dialog"
          onClick={(event) => setEmoji(placeBelow(event.currentTarget))}
        />
        <textarea
          ref={area}
          className="composer-text"
          rows={1}
          dir="auto"
          value={text}
          placeholder={words.placeholder}
          aria-label={words.label(name)}
          aria-description={words.hint}
          aria-autocomplete="list"
          aria-controls={names.length > 0 ? listId : undefined}
          aria-activedescendant={names.length > 0 ? `${listId}-${chosen}` : undefined}
          onChange={(event) => {
            model.write(event.target.value);
            setCaret(event.target.selectionStart);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
        />
        <IconButton
          type="submit"
          icon={editing === undefined ? 'send' : 'check'}
          className="composer-send"
          label={editing === undefined ? words.send : words.save}
          disabled={text.trim() === ''}
        />
      </div>
      {emoji && (
        <EmojiPicker
          place={emoji}
          onClose={() => setEmoji(undefined)}
          onPick={(picked) => {
            setEmoji(undefined);
            insert(picked);
          }}
        />
      )}
    </form>
  );
}

interface AboutProps {
  readonly icon: 'reply' | 'edit';
  readonly title: string;
  readonly text?: string;
  readonly cancel: string;
  readonly onCancel: () => void;
}

/** What is being answered or edited. */
function About({ icon, title, text, cancel, onCancel }: AboutProps) {
  return (
    <div className="composer-about">
      <Icon name={icon} size={18} />
      <span className="composer-about-text">
        <bdi className="composer-about-title">{title}</bdi>
        {text !== undefined && <bdi>{text}</bdi>}
      </span>
      <IconButton small icon="close" label={cancel} onClick={onCancel} />
    </div>
  );
}

/** Whether a key writes something. */
function isTyping({ key, ctrlKey, metaKey, altKey, isComposing }: globalThis.KeyboardEvent): boolean {
  return !ctrlKey && !metaKey && !altKey && !isComposing && key !== ' ' && [...key].length === 1;
}

/** Whether something has a use for keys of its own: a field, a menu, a dialog, a message. */
function takesKeys(target: Element): boolean {
  return target.closest('input, textarea, select, [role="menu"], dialog, [role="log"]') !== null;
}
