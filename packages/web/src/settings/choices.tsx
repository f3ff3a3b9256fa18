import { useId } from 'react';

interface Choice<Value> {
  readonly value: Value;
  readonly name: string;
  /** The language of the name, where it is not the page's. */
  readonly lang?: string | undefined;
}

interface ChoicesProps<Value> {
  readonly title: string;
  readonly choices: readonly Choice<Value>[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

/** One of a few things. */
export function Choices<Value extends string>({ title, choices, chosen, onChoose }: ChoicesProps<Value>) {
  const id = useId();
  return (
    <fieldset className="settings-part settings-choices">
      <legend>{title}</legend>
      {choices.map(({ value, name, lang }) => (
        <label key={value} className="settings-choice">
          <input type="radio" name={id} checked={value === chosen} onChange={() => onChoose(value)} />
          <span lang={lang}>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
