import { type InputHTMLAttributes, type ReactNode, useId, useState } from 'react';
import { IconButton } from './button.tsx';

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange'> {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly hint?: string | undefined;
  /** What is wrong with the value. */
  readonly fault?: string | undefined;
  /** Stands behind the input, in its box. */
  readonly after?: ReactNode;
}

/** One line to fill in, with its label, and what is to be said of it. */
export function Field({ label, value, onValue, hint, fault, after, ...rest }: FieldProps) {
  const id = useId();
  const about = `${id}-about`;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <span className="field-box">
        <input
          id={id}
          className="field-input"
          value={value}
          onChange={(event) => onValue(event.target.value)}
          aria-describedby={hint || fault ? about : undefined}
          aria-invalid={fault ? true : undefined}
          {...rest}
        />
        {after}
      </span>
      {(hint || fault) && (
        <span id={about} className={fault ? 'field-fault' : 'field-hint'}>
          {fault ?? hint}
        </span>
      )}
    </div>
  );
}

interface PasswordFieldProps extends Omit<FieldProps, 'type' | 'after'> {
  readonly showLabel: string;
  readonly hideLabel: string;
}

/** A password, which its owner may look at. */
export function PasswordField({ showLabel, hideLabel, ...rest }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Field
      {...rest}
      type={shown ? 'text' : 'password'}
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      after={
        <IconButton
          icon={shown ? 'eyeOff' : 'eye'}
          label={shown ? hideLabel : showLabel}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        />
      }
    />
  );
}
