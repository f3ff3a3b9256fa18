import type { KeyboardEvent } from 'react';
import { Avatar } from '../design/components/avatar.tsx';
import { Icon } from '../design/components/icon.tsx';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import type { NewModel } from './new-model.ts';

/** Whom the directory gives for what was typed. */
export function FoundPeople({ model }: { readonly model: NewModel }) {
  const { newConversation: words } = useWords();
  const { found, isGroup, chosen } = useObservable(model.state);
  const { isBusy } = useObservable(model.task.state);
  return (
    <>
      <p role="status" className={found?.length === 0 ? 'new-none' : 'unseen'}>
        {found && (found.length === 0 ? words.nobody : words.found(found.length))}
      </p>
      {found && found.length > 0 && (
        <ul className="new-found" onKeyDown={moveFocus}>
          {found.map((entry) => {
            const isChosen = chosen.some(({ id }) => id === entry.id);
            return (
              <li key={entry.id}>
                <button
                  type="button"
                  className="new-person"
                  aria-pressed={isGroup ? isChosen : undefined}
                  disabled={isBusy}
                  onClick={() => void model.choose(entry)}
                >
                  <Avatar id={entry.id} name={entry.name} />
                  <bdi className="new-person-name">{entry.name}</bdi>
                  {isChosen && <Icon name="check" />}
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

/** Arrows go from one person to the next. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const people = [...event.currentTarget.querySelectorAll<HTMLElement>('.new-person')];
  const next = people[people.indexOf(event.target as HTMLElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
