import { Button } from '../design/components/button.tsx';
import { sentenceOf } from '../i18n/error-words.ts';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import type { ProblemView } from '../station/conversations.ts';
import type { ShellModel } from './shell-model.ts';

/** Says so when there is no connection, or when something cannot be fetched though there is one. */
export function ConnectionNotice({ shell }: { readonly shell: ShellModel }) {
  const { list: words, shell: shellWords } = useWords();
  const { state, problem } = useObservable(shell.list.connection);
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
      {state === 'online' && problem && <Problem shell={shell} problem={problem} />}
      {state === 'ended' && (
        <div className="connection-notice">
          <span>{shellWords.ended}</span>
          <Button look="plain" onClick={() => shell.isLoginAsked.set(true)}>
            {shellWords.loginAgain}
          </Button>
        </div>
      )}
    </div>
  );
}

interface ProblemProps {
  readonly shell: ShellModel;
  readonly problem: ProblemView;
}

function Problem({ shell, problem }: ProblemProps) {
  const { list: words, errors } = useWords();
  const { conversationId } = problem;
  const name = conversationId === undefined ? undefined : shell.list.get(conversationId)?.name;
  return (
    <div className="connection-notice">
      <span>
        {name !== undefined && <bdi>{name}: </bdi>}
        {words.problem} <small>{sentenceOf(problem, errors)}</small>
      </span>
    </div>
  );
}
