import { useState } from 'react';
import { Button } from '../design/components/button.tsx';
import { PasswordField } from '../design/components/field.tsx';
import { Notice } from '../design/components/notice.tsx';
import { type ChosenPassword, NewPassword, newPasswordOf } from '../enter/new-password.tsx';
import { RecoveryCodeView } from '../enter/recovery-code-view.tsx';
import { sentenceOf } from '../i18n/error-words.ts';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import { type AccountProps, NamePart } from './name-part.tsx';

/** Who the user is, the password, and the recovery code. */
export function AccountSection({ account, security }: AccountProps) {
  return (
    <>
      <NamePart account={account} security={security} />
      <PasswordPart account={account} security={security} />
      <RecoveryPart security={security} />
    </>
  );
}

const NONE: ChosenPassword = { password: '', repeated: '' };

function PasswordPart({ account, security }: AccountProps) {
  const { settings, enter, errors } = useWords();
  const { isBusy, isDone, error } = useObservable(security.password.state);
  const [old, setOld] = useState('');
  const [chosen, setChosen] = useState(NONE);
  const [tried, setTried] = useState(false);
  const known = [account.email, account.fullname, account.nick];
  const submit = async () => {
    setTried(true);
    const password = newPasswordOf(chosen, known);
    if (password === undefined || !(await security.changePassword(old, password))) return;
    setOld('');
    setChosen(NONE);
    setTried(false);
  };
  return (
    <section className="settings-part" aria-labelledby="settings-password">
      <h2 id="settings-password">{settings.password}</h2>
      <p className="settings-about">{settings.passwordAbout}</p>
      <form
        className="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <PasswordField
          label={settings.oldPassword}
          showLabel={enter.showPassword}
          hideLabel={enter.hidePassword}
          name="current-password"
          autoComplete="current-password"
          required
          value={old}
          onValue={setOld}
        />
        <NewPassword
          label={enter.newPassword}
          chosen={chosen}
          onChosen={setChosen}
          known={known}
          tried={tried}
        />
        {error && <Notice look="danger">{sentenceOf(error, errors, 'password')}</Notice>}
        {isDone && <Notice>{settings.passwordChanged}</Notice>}
        <Button type="submit" disabled={isBusy}>
          {settings.changePassword}
        </Button>
      </form>
    </section>
  );
}

function RecoveryPart({ security }: Pick<AccountProps, 'security'>) {
  const { settings, enter, errors } = useWords();
  const { isBusy, error } = useObservable(security.code.state);
  const code = useObservable(security.newCode);
  const [password, setPassword] = useState('');
  if (code !== undefined) {
    return (
      <div className="settings-code">
        <RecoveryCodeView code={code} onKept={() => security.codeKept()} />
      </div>
    );
  }
  return (
    <section className="settings-part" aria-labelledby="settings-recovery">
      <h2 id="settings-recovery">{enter.recoveryCode}</h2>
      <p className="settings-about">{settings.recoveryAbout}</p>
      <form
        className="settings-form"
        onSubmit={async (event) => {
          event.preventDefault();
          await security.renewCode(password);
          setPassword('');
        }}
      >
        <PasswordField
          label={enter.password}
          showLabel={enter.showPassword}
          hideLabel={enter.hidePassword}
          autoComplete="current-password"
          required
          value={password}
          onValue={setPassword}
        />
        {error && <Notice look="danger">{sentenceOf(error, errors, 'password')}</Notice>}
        <Button type="submit" disabled={isBusy}>
          {settings.newCode}
        </Button>
      </form>
    </section>
  );
}
