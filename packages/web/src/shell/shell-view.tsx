import { useEffect, useLayoutEffect, useState } from 'react';
import type { AppModel } from '../app-model.ts';
import { useWords } from '../i18n/words.ts';
import { useMedia } from '../model/use-media.ts';
import { useObservable } from '../model/use-observable.ts';
import type { AccountView } from '../station/account.ts';
import { ConnectionNotice } from './connection-notice.tsx';
import { LoginAgain } from './login-again.tsx';
import { MainView } from './main-view.tsx';
import { ShellModel } from './shell-model.ts';
import { ShortcutsView } from './shortcuts-view.tsx';
import { Sidebar } from './sidebar.tsx';
import { useLedFocus } from './use-led-focus.ts';

interface ShellProps {
  readonly app: AppModel;
  readonly account: AccountView;
}

/** As in shell.css: there is room for the list, or for what is open. */
const NARROW = '(max-width: 759.98px)';

/** All that is behind the login: the list, and beside it (on a phone, in its place) what is open. */
export default function ShellView({ app, account }: ShellProps) {
  const { shell: words } = useWords();
  const [shell, setShell] = useState<ShellModel>();
  const route = useObservable(app.router.route);
  useLedFocus(route);
  const hasSidebar = !useMedia(NARROW) || route.page === 'list';
  const { userid, stationid } = account;
  // Before anything is painted: the list is what a start is waited for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another account is another shell, another name is not
  useLayoutEffect(() => {
    const made = new ShellModel(app, account);
    setShell(made);
    return () => made.close();
  }, [app, userid, stationid]);
  useEffect(() => shell?.account.set(account), [shell, account]);
  if (!shell) return null;
  return (
    <div className="shell" data-page={route.page}>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <Sidebar shell={shell} hasNotice={hasSidebar} />
      <main className="shell-main" id="main" tabIndex={-1}>
        {!hasSidebar && (
          <div className="shell-notice">
            <ConnectionNotice shell={shell} />
          </div>
        )}
        <MainView shell={shell} route={route} />
      </main>
      <AskedLogin shell={shell} />
      <ShortcutsView shell={shell} />
    </div>
  );
}

/** Beside both places that ask for it: each goes when the window gets another width. */
function AskedLogin({ shell }: { readonly shell: ShellModel }) {
  const isAsked = useObservable(shell.isLoginAsked);
  return isAsked ? <LoginAgain shell={shell} onClose={() => shell.isLoginAsked.set(false)} /> : null;
}
