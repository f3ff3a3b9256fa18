import { useEffect } from 'react';
import type { AppModel } from '../app-model.ts';
import { Notice } from '../design/components/notice.tsx';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import type { EnterPage } from '../shell/route.ts';
import { LoginForm } from './login-form.tsx';
import { Logo } from './logo.tsx';
import { RecoverForm } from './recover-form.tsx';
import { RegisterForm } from './register-form.tsx';
import { WhatTheServerSees } from './what-the-server-sees.tsx';

const FORMS = { login: LoginForm, register: RegisterForm, recover: RecoverForm } as const;

/** The pages before the login. */
export function EnterView({ app }: { readonly app: AppModel }) {
  const words = useWords();
  const { page } = useObservable(app.router.route);
  const account = useObservable(app.account);
  const form = page in FORMS ? (page as keyof typeof FORMS) : 'login';
  const Form = FORMS[form];
  useEffect(() => {
    app.enter.reset();
    document.title = `${words.enter[form satisfies EnterPage]} · ${words.common.appName}`;
  }, [app, form, words]);
  return (
    <div className="enter">
      <main className="enter-main">
        <header className="enter-head">
          <Logo />
          <p>{words.enter.tagline}</p>
        </header>
        {account.state === 'out' && account.reason !== undefined && (
          <Notice look="danger">{account.reason}</Notice>
        )}
        <Form key={form} app={app} />
      </main>
      <WhatTheServerSees />
    </div>
  );
}
