import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '../design/components/button.tsx';
import { Field } from '../design/components/field.tsx';
import { Icon } from '../design/components/icon.tsx';
import { Notice } from '../design/components/notice.tsx';
import { sentenceOf } from '../i18n/error-words.ts';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import type { ShellModel } from '../shell/shell-model.ts';
import { FoundPeople } from './found-people.tsx';
import { NewModel } from './new-model.ts';

/** The most characters of a group's name. */
const NAME_LIMIT = 100;

/** Begins a conversation with people of the workspace's directory. */
export default function NewView({ shell }: { readonly shell: ShellModel }) {
  const [model, setModel] = useState<NewModel>();
  useEffect(() => {
    const made = new NewModel(shell.caller, (id) => shell.router.replace({ page: 'conversation', id }));
    setModel(made);
    return () => made.close();
  }, [shell]);
  return model ? <Form model={model} /> : null;
}

function Form({ model }: { readonly model: NewModel }) {
  const { newConversation: words, errors } = useWords();
  const { query, error, isGroup, name, chosen } = useObservable(model.state);
  const task = useObservable(model.task.state);
  const fault = error ?? task.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void model.createGroup();
  };
  return (
    <form className="new" aria-busy={task.isBusy} onSubmit={submit}>
      <h1 className="unseen">{words.title}</h1>
      <fieldset className="new-kinds">
        <legend className="unseen">{words.kind}</legend>
        {[false, true].map((option) => (
          <label key={String(option)} className="new-kind">
            <input
              type="radio"
              name="kind"
              checked={isGroup === option}
              onChange={() => model.setGroup(option)}
            />
            <Icon name={option ? 'group' : 'person'} />
            {option ? words.group : words.pair}
          </label>
        ))}
      </fieldset>
      {isGroup && (
        <>
          <Field
            label={words.groupName}
            hint={words.groupNameAbout}
            value={name}
            onValue={(value) => model.setName(value)}
            maxLength={NAME_LIMIT}
            autoComplete="off"
            required
          />
          {chosen.length > 0 && <Chosen model={model} />}
        </>
      )}
      <Field
        label={words.search}
        hint={words.searchAbout}
        type="search"
        autoFocus
        autoComplete="off"
        value={query}
        onValue={(value) => model.search(value)}
        onKeyDown={(event) => {
          // Enter here looks for somebody; it makes no group.
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      {fault && <Notice look="danger">{sentenceOf(fault, errors)}</Notice>}
      <FoundPeople model={model} />
      {isGroup && (
        <Button
          type="submit"
          look="primary"
          disabled={task.isBusy || name.trim() === '' || chosen.length === 0}
        >
          {words.create(chosen.length)}
        </Button>
      )}
    </form>
  );
}

/** Who will be in the group; a click takes somebody out. */
function Chosen({ model }: { readonly model: NewModel }) {
  const { newConversation: words } = useWords();
  const { chosen } = useObservable(model.state);
  return (
    <ul className="new-chosen" aria-label={words.chosen}>
      {chosen.map((entry) => (
        <li key={entry.id}>
          <button
            type="button"
            className="new-chip"
            aria-label={words.takeOut(entry.name)}
            onClick={() => void model.choose(entry)}
          >
            <bdi>{entry.name}</bdi>
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}
