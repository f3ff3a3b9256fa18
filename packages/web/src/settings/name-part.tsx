import { useState } from 'react';
import { Button } from '../design/components/button.tsx';
import { Field } from '../design/components/field.tsx';
import { Notice } from '../design/components/notice.tsx';
import { sentenceOf } from '../i18n/error-words.ts';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import type { AccountView } from '../station/account.ts';
import type { SecurityModel } from './security-model.ts';

export interface AccountProps {
  readonly account: AccountView;
  readonly security: SecurityModel;
}

/** What the user is called, and under which address the user logs in. */
export function NamePart({ account, security }: AccountProps) {
  const { settings, errors } = useWords();
  const { isBusy, isDone, error } = useObservable(security.names.state);
  // What was not touched is shown as it is now, also when another station changes it.
  const [typed, setTyped] = useState<{ readonly fullname?: string; readonly nick?: string }>({});
  const { fullname, nick } = { ...account, ...typed };
  const type = (names: typeof typed) => {
    security.names.reset();
    setTyped({ ...typed, ...names });
  };
  const changed = {
    ...(fullname.trim() !== account.fullname && { fullname: fullname.trim() }),
    ...(nick.trim() !== account.nick && { nick: nick.trim() }),
  };
  const submit = async () => {
    await security.setNames(changed);
    // What was typed on meanwhile is not changed yet.
    if (security.names.state.value.isDone) setTyped((now) => (now === typed ? {} : now));
  };
  return (
    <section className="settings-part" aria-labelledby="settings-who">
      <h2 id="settings-who">{settings.who}</h2>
      <dl className="settings-facts">
        <dt>{settings.email}</dt>
        <dd>{account.email}</dd>
      </dl>
      <form
        className="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field
          label={settings.name}
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          value={fullname}
          onValue={(value) => type({ fullname: value })}
        />
        <Field
          label={settings.nick}
          name="nickname"
          autoComplete="nickname"
          required
          maxLength={40}
          value={nick}
          onValue={(value) => type({ nick: value })}
          hint={settings.nickAbout}
        />
        {error && <Notice look="danger">{sentenceOf(error, errors, 'name')}</Notice>}
        {isDone && <Notice>{settings.nameChanged}</Notice>}
        <Button type="submit" disabled={isBusy || Object.keys(changed).length === 0}>
          {settings.changeName}
        </Button>
      </form>
    </section>
  );
}
