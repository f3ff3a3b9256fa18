import type { AppModel } from './app-model.ts';
import { EnterView } from './enter/enter-view.tsx';
import { RecoveryCodeView } from './enter/recovery-code-view.tsx';
import { loadStyles } from './load-styles.ts';
import { late } from './model/late.tsx';
import { useObservable } from './model/use-observable.ts';

/** All that is behind the login is loaded when somebody is logged in. */
export const Shell = late(async () => {
  const [view] = await Promise.all([import('./shell/shell-view.tsx'), loadStyles('inside')]);
  return view;
});

export function AppView({ app }: { readonly app: AppModel }) {
  const account = useObservable(app.account);
  const { recoveryCode } = useObservable(app.enter.state);
  if (account.state === 'starting') return null;
  if (recoveryCode !== undefined) {
    return <RecoveryCodeView code={recoveryCode} onKept={() => app.enter.codeKept()} />;
  }
  if (account.state === 'out') return <EnterView app={app} />;
  return <Shell app={app} account={account.account} />;
}
