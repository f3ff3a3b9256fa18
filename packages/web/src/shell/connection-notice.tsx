import { Button } from '../design/components/button.tsx';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import type { ShellModel } from './shell-model.ts';

/** Says so when there is no connection. */
export function ConnectionNotice({ shell }: { readonly shell: ShellModel }) {
  const { list: words } = useWords();
  const { state } = useObservable(shell.list.connection);
  return (
    <div role="status" className="connection">
      {state === 'offline' && (
        <div className="connection-notice">
          <span>{words.offlineNotice}</span>
          <Button look="plain" onClick={() => shell.list.reconnect()}>
            {words.reconnect}
          </Button>
        </div>
      )}
      {state === 'ended' && <div className="connection-notice">{words.ended}</div>}
    </div>
  );
}
