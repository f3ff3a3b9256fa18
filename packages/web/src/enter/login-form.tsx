import { useState } from 'react';
import type { AppModel } from '../app-model.ts';
import { Field, PasswordField } from '../design/components/field.tsx';
import { sentenceOf } from '../i18n/error-words.ts';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import { Link } from '../shell/link.tsx';
import { FormEnd } from './form-end.tsx';

export function LoginForm({ app: { enter, router } }: { readonly app: AppModel }) {
  const { enter: words, errors } = useWords();
  const state = useObservable(enter.state);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  return (
    <form
      className="enter-form"
      onSubmit={(event) => {
        event.preventDefault();
        void enter.login({ email, password });
      }}
    >
      <h1>{words.loginTitle}</h1>
      <Field
        label={words.email}
        type="email"
        name="email"
        autoComplete="username"
        required
        value={email}
        onValue={setEmail}
      />
      <PasswordField
        label={words.password}
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onValue={setPassword}
        showLabel={words.showPassword}
        hideLabel={words.hidePassword}
      />
      <FormEnd state={state} action={words.login} error={state.error && sentenceOf(state.error, errors)} />
      <p className="enter-links">
        <Link router={router} to={{ page: 'register' }}>
          {words.toRegister}
        </Link>
        <Link router={router} to={{ page: 'recover' }}>
          {words.toRecover}
        </Link>
      </p>
    </form>
  );
}
