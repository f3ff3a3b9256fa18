import { PasswordField } from '../design/components/field.tsx';
import { useWords } from '../i18n/words.ts';
import { passwordScore } from './password-strength.ts';
import { StrengthMeter } from './strength-meter.tsx';

/** A new password, typed twice. */
export interface ChosenPassword {
  readonly password: string;
  readonly repeated: string;
}

/** The password, where it may be used. @param known what others know of the user */
export function newPasswordOf(
  { password, repeated }: ChosenPassword,
  known: readonly string[],
): string | undefined {
  return passwordScore(password, known) > 0 && password === repeated ? password : undefined;
}

interface NewPasswordProps {
  readonly label: string;
  readonly chosen: ChosenPassword;
  readonly onChosen: (chosen: ChosenPassword) => void;
  readonly known: readonly string[];
  /** Whether its owner wanted to go on already: only then faults are shown. */
  readonly tried: boolean;
}

export function NewPassword({ label, chosen, onChosen, known, tried }: NewPasswordProps) {
  const { enter: words } = useWords();
  const { password, repeated } = chosen;
  const score = passwordScore(password, known);
  const shown = { showLabel: words.showPassword, hideLabel: words.hidePassword, required: true };
  return (
    <>
      <PasswordField
        {...shown}
        label={label}
        name="new-password"
        autoComplete="new-password"
        value={password}
        onValue={(value) => onChosen({ password: value, repeated })}
        hint={words.passwordAdvice}
        fault={tried && score === 0 ? words.strength(0) : undefined}
      />
      {password !== '' && <StrengthMeter score={score} />}
      <PasswordField
        {...shown}
        label={words.repeatPassword}
        name="repeat-password"
        autoComplete="new-password"
        value={repeated}
        onValue={(value) => onChosen({ password, repeated: value })}
        fault={tried && repeated !== password ? words.passwordsDiffer : undefined}
      />
    </>
  );
}
