import { useState } from 'react';
import type { AppModel } from '../app-model.ts';
import { Field } from '../design/components/field.tsx';
import { sentenceOf } from '../i18n/error-words.ts';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import { Link } from '../shell/link.tsx';
import { FormEnd } from './form-end.tsx';
import { NewPassword, newPasswordOf } from './new-password.tsx';

export function RecoverForm({ app: { enter, router } }: { readonly app: AppModel }) {
  const { enter: words, errors } = useWords();
  const state = useObservable(enter.state);
  const [email, setEmail] = useState('');
  const [recoveryCode, setCode] = useState('');
  const [chosen, setChosen] = useState({ password: '', repeated: '' });
  const [tried, setTried] = useState(false);
  return (
    <form
      className="enter-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        const password = newPasswordOf(chosen, [email]);
        if (password !== undefined) void enter.recover({ email, recoveryCode, password });
      }}
    >
      <h1>{words.recoverTitle}</h1>
      <Field
        label={words.email}
        type="email"
        name="email"
        autoComplete="username"
        required
        value={email}
        onValue={setEmail}
      />
      <Field
        label={words.recoveryCode}
        name="recovery-code"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        required
        value={recoveryCode}
        onValue={setCode}
        hint={words.recoveryCodeHint}
      />
      <NewPassword
        label={words.newPassword}
        chosen={chosen}
        onChosen={setChosen}
        known={[email]}
        tried={tried}
      />
      <FormEnd
        state={state}
        action={words.recover}
        error={state.error && sentenceOf(state.error, errors, 'recovery')}
      />
      <p className="enter-links">
        <Link router={router} to={{ page: 'login' }}>
          {words.toLogin}
        </Link>
      </p>
    </form>
  );
}
