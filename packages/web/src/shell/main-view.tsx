import { type ReactNode, useEffect } from 'react';
import { Logo } from '../enter/logo.tsx';
import { useWords } from '../i18n/words.ts';
import { late } from '../model/late.tsx';
import { useObservable } from '../model/use-observable.ts';
import { Link } from './link.tsx';
import { Page } from './page.tsx';
import type { Route } from './route.ts';
import type { ShellModel } from './shell-model.ts';

const Conversation = late(() => import('../conversation/conversation-view.tsx'));
const Insights = late(() => import('../insights/insights-view.tsx'));
const New = late(() => import('../new/new-view.tsx'));
const Person = late(() => import('../people/person-view.tsx'));
const Settings = late(() => import('../settings/settings-view.tsx'));

interface MainProps {
  readonly shell: ShellModel;
  readonly route: Route;
}

/** What is open beside the list; each is loaded when it is first opened. */
export function MainView({ shell, route }: MainProps) {
  switch (route.page) {
    case 'conversation':
      return <Conversation key={route.id} shell={shell} id={route.id} message={route.message} />;
    case 'insights':
      return (
        <Titled shell={shell} of="insights">
          <Insights key={route.id} app={shell} conversation={route.id} />
        </Titled>
      );
    case 'new':
      return (
        <Titled shell={shell} of="newConversation">
          <New shell={shell} />
        </Titled>
      );
    case 'person':
      return (
        <Titled shell={shell} of="people">
          <Person key={route.id} app={shell} id={route.id} />
        </Titled>
      );
    case 'settings':
      return (
        <Titled shell={shell} of="settings">
          <Settings app={shell} section={route.section} />
        </Titled>
      );
    default:
      return <Nothing shell={shell} />;
  }
}

interface TitledProps {
  readonly shell: ShellModel;
  readonly of: 'insights' | 'newConversation' | 'people' | 'settings';
  readonly children: ReactNode;
}

function Titled({ shell, of, children }: TitledProps) {
  const words = useWords();
  return (
    <Page router={shell.router} title={words[of].title}>
      {children}
    </Page>
  );
}

/** Nothing is open. */
function Nothing({ shell }: Pick<MainProps, 'shell'>) {
  const { shell: words, list, common } = useWords();
  const { conversations } = useObservable(shell.list.state);
  const isListed = conversations !== undefined;
  useEffect(() => {
    // What most people do next.
    if (isListed) void Conversation.load();
  }, [isListed]);
  return (
    <div className="nothing">
      <h1 className="unseen">{common.appName}</h1>
      <span aria-hidden="true">
        <Logo />
      </span>
      <p>{words.nothingOpen}</p>
      <Link router={shell.router} to={{ page: 'new' }} className="button">
        {list.newConversation}
      </Link>
    </div>
  );
}
