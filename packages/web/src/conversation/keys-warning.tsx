import { Button } from '../design/components/button.tsx';
import { Notice } from '../design/components/notice.tsx';
import { useWords } from '../i18n/words.ts';
import { Link } from '../shell/link.tsx';
import type { Router } from '../shell/router.ts';
import type { DirectoryEntry } from '../station/conversations.ts';

interface KeysWarningProps {
  readonly router: Router;
  /** Those whose keys are refused. */
  readonly people: readonly DirectoryEntry[];
}

/** Says whose keys are not the ones that were known, what that means, and what to do. Source: docs/spec/trust.md 2. */
export function KeysWarning({ router, people }: KeysWarningProps) {
  const { people: words } = useWords();
  return people.map(({ id, name }) => (
    <Notice key={id} look="danger">
      <strong>{words.keysChanged(name)}</strong> {words.keysChangedMeans} {words.keysChangedAdvice}{' '}
      <Link router={router} to={{ page: 'person', id }}>
        {words.compareAnew(name)}
      </Link>
    </Notice>
  ));
}

/** In place of the composer, until the user has decided. */
export function WritingStopped({ onWrite }: { readonly onWrite: () => void }) {
  const { people: words } = useWords();
  return (
    <div className="writing-stopped">
      <p>{words.writingStopped}</p>
      <Button onClick={onWrite}>{words.writeAnyway}</Button>
    </div>
  );
}
