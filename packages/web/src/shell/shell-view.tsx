import type { AppModel } from '../app-model.ts';
import { Button } from '../design/components/button.tsx';
import { useObservable } from '../model/use-observable.ts';

/** All that is behind the login. */
export default function ShellView({ app }: { readonly app: AppModel }) {
  const account = useObservable(app.account);
  return (
    <main>
      {account.state === 'in' && account.account.nick}
      <Button onClick={() => void app.caller.call('logout', undefined)}>Log out</Button>
    </main>
  );
}
