import { useMemo, useState } from 'react';
import { Button } from '../design/components/button.tsx';
import { Dialog } from '../design/components/dialog.tsx';
import { Field, PasswordField } from '../design/components/field.tsx';
import { EnterModel } from '../enter/enter-model.ts';
import { FormEnd } from '../enter/form-end.tsx';
import { sentenceOf } from '../i18n/error-words.ts';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import { LogoutDialog } from './logout-dialog.tsx';
import type { ShellModel } from './shell-model.ts';

interface LoginAgainProps {
  readonly shell: ShellModel;
  readonly onClose: () => void;
}

/** Back in after the session is over, with everything that is here; or out, with nothing left. */
export function LoginAgain({ shell, onClose }: LoginAgainProps) {
  const { shell: words, enter, errors } = useWords();
  const model = useMemo(() => new EnterModel(shell.caller), [shell]);
  const state = useObservable(model.state);
  const { email } = useObservable(shell.account);
  const [password, setPassword] = useState('');
  const [isLeaving, setLeaving] = useState(false);
  if (isLeaving) return <LogoutDialog shell={shell} onClose={onClose} />;
  return (
    <Dialog title={words.loginAgain} onClose={onClose}>
      <form
        className="enter-form"
        onSubmit={(event) => {
          event.preventDefault();
          void model.loginAgain(password);
        }}
      >
        <p>{words.loginAgainAbout}</p>
        <Field
          label={enter.email}
          name="email"
          autoComplete="username"
          readOnly
          value={email}
          onValue={() => {}}
        />
        <PasswordField
          label={enter.password}
          name="password"
          autoComplete="current-password"
          required
          autoFocus
          value={password}
          onValue={setPassword}
          showLabel={enter.showPassword}
          hideLabel={enter.hidePassword}
        />
        <FormEnd
          state={state}
          action={enter.login}
          error={state.error && sentenceOf(state.error, errors, 'again')}
        />
        <Button look="plain" onClick={() => setLeaving(true)}>
          {words.eraseInstead}
        </Button>
      </form>
    </Dialog>
  );
}
