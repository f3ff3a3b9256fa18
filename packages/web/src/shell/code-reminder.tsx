import { useState } from 'react';
import { Button } from '../design/components/button.tsx';
import { Dialog } from '../design/components/dialog.tsx';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import { Link } from './link.tsx';
import type { ShellModel } from './shell-model.ts';

/** Reminds of a recovery code that was never confirmed, until there is one or its owner wants none. */
export function CodeReminder({ shell }: { readonly shell: ShellModel }) {
  const { shell: words, settings, common } = useWords();
  const isDue = useObservable(shell.isCodeDue);
  const route = useObservable(shell.router.route);
  const [dismissing, setDismissing] = useState(false);
  // There the code itself is made.
  const isThere = route.page === 'settings' && route.section === 'account';
  if (!isDue || isThere) return null;
  return (
    <section className="reminder" aria-label={words.codeReminder}>
      <p>{words.codeDue}</p>
      <div className="reminder-actions">
        <Link router={shell.router} to={{ page: 'settings', section: 'account' }} className="button">
          {settings.newCode}
        </Link>
        <Button look="plain" onClick={() => setDismissing(true)}>
          {words.codeDismiss}
        </Button>
      </div>
      {dismissing && (
        <Dialog title={words.codeDismissTitle} onClose={() => setDismissing(false)}>
          <p>{words.codeDismissAbout}</p>
          <div className="dialog-actions">
            <Button onClick={() => setDismissing(false)}>{common.cancel}</Button>
            <Button look="danger" onClick={() => shell.dismissCode()}>
              {words.codeDismiss}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
