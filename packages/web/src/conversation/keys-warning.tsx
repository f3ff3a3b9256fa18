import { Button } from '../design/components/button.tsx';
import { useWords } from '../i18n/words.ts';
import { KeysRefused, whyRefused } from '../people/keys-refused.tsx';
import { Link } from '../shell/link.tsx';
import type { Router } from '../shell/router.ts';
import type { RefusedPerson } from '../station/conversations.ts';

interface KeysWarningProps {
  readonly router: Router;
  /** Those whose keys are refused. */
  readonly people: readonly RefusedPerson[];
}

/** Says whose keys are not used, what that means, and what to do. Source: docs/spec/trust.md section 2, Pins. */
export function KeysWarning({ router, people }: KeysWarningProps) {
  const { people: words } = useWords();
  return people.map(({ id, name, refusal }) => (
    <KeysRefused key={id} name={name} refusal={refusal}>
      {whyRefused(refusal) === 'changed' && (
        <>
          {words.keysChangedAdvice}{' '}
          <Link router={router} to={{ page: 'person', id }}>
            {words.compareAnew(name)}
          </Link>
        </>
      )}
    </KeysRefused>
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
