import { useState } from 'react';
import type { AppModel } from '../app-model.ts';
import { Field, PasswordField } from '../design/components/field.tsx';
import { sentenceOf } from '../i18n/error-words.ts';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import { Link } from '../shell/link.tsx';
import { FormEnd } from './form-end.tsx';
import { passwordScore } from './password-strength.ts';
import { StrengthMeter } from './strength-meter.tsx';

export function RegisterForm({ app: { enter, router } }: { readonly app: AppModel }) {
  const { enter: words, errors } = useWords();
  const state = useObservable(enter.state);
  const [fullname, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [invite, setInvite] = useState('');
  const [tried, setTried] = useState(false);
  const score = passwordScore(password, [email, fullname]);
  const differs = repeated !== password;
  return (
    <form
      className="enter-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (score === 0 || differs) return;
        void enter.register({ email, password, fullname: fullname.trim(), ...(invite && { invite }) });
      }}
    >
      <h1>{words.registerTitle}</h1>
      <Field
        label={words.name}
        name="name"
        autoComplete="name"
        required
        maxLength={80}
        value={fullname}
        onValue={setName}
        hint={words.nameHint}
      />
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
        name="new-password"
        autoComplete="new-password"
        required
        value={password}
        onValue={setPassword}
        showLabel={words.showPassword}
        hideLabel={words.hidePassword}
        hint={words.passwordAdvice}
        fault={tried && score === 0 ? words.strength(0) : undefined}
      />
      {password !== '' && <StrengthMeter score={score} />}
      <PasswordField
        label={words.repeatPassword}
        name="repeat-password"
        autoComplete="new-password"
        required
        value={repeated}
        onValue={setRepeated}
        showLabel={words.showPassword}
        hideLabel={words.hidePassword}
        fault={tried && differs ? words.passwordsDiffer : undefined}
      />
      {state.error?.code === 'forbidden' || invite ? (
        <Field label={words.invite} name="invite" value={invite} onValue={setInvite} />
      ) : null}
      <FormEnd
        state={state}
        action={words.register}
        error={state.error && sentenceOf(state.error, errors, 'register')}
      />
      <p className="enter-links">
        <Link router={router} to={{ page: 'login' }}>
          {words.toLogin}
        </Link>
      </p>
    </form>
  );
}
