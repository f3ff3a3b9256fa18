import { useWords } from '../i18n/words.ts';
import type { Route } from './route.ts';
import type { ShellModel } from './shell-model.ts';

interface MainProps {
  readonly shell: ShellModel;
  readonly route: Route;
}

/** What is open beside the list; each is loaded when it is first opened. */
export function MainView({ route }: MainProps) {
  switch (route.page) {
    default:
      return <Nothing />;
  }
}

/** Nothing is open. */
function Nothing() {
  const { shell: words } = useWords();
  return (
    <div className="nothing">
      <p>{words.nothingOpen}</p>
    </div>
  );
}
