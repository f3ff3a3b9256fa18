import { useState } from 'react';
import type { AppModel } from '../app-model.ts';
import { Field } from '../design/components/field.tsx';
import { sentenceOf } from '../i18n/error-words.ts';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import { Link } from '../shell/link.tsx';
import { FormEnd } from './form-end.tsx';
import { NewPassword, newPasswordOf } from './new-password.tsx';

export function RegisterForm({ app: { enter, router } }: { readonly app: AppModel }) {
  const { enter: words, errors } = useWords();
  const state = useObservable(enter.state);
  const [fullname, setName] = useState('');
  const [email, setEmail] = useState('');
  const [chosen, setChosen] = useState({ password: '', repeated: '' });
  const [invite, setInvite] = useState('');
  const [tried, setTried] = useState(false);
  return (
    <form
      className="enter-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        const password = newPasswordOf(chosen, [email, fullname]);
        if (password === undefined) return;
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
      <NewPassword
        label={words.password}
        chosen={chosen}
        onChosen={setChosen}
        known={[email, fullname]}
        tried={tried}
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
