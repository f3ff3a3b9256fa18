import { Fragment, useEffect, useState } from 'react';
import { Button } from '../design/components/button.tsx';
import { Field } from '../design/components/field.tsx';
import { Icon } from '../design/components/icon.tsx';
import { useWords } from '../i18n/words.ts';
import { isEndOf } from './recovery-code.ts';

interface RecoveryCodeProps {
  readonly code: string;
  readonly onKept: () => void;
}

/** Shows the recovery code, once, and goes on when its owner proves to have it. */
export function RecoveryCodeView({ code, onKept }: RecoveryCodeProps) {
  const { enter: words, common } = useWords();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, []);
  return (
    <div className="enter">
      <main className="enter-main">
        <form
          className="enter-form"
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (isEndOf(code, typed)) onKept();
          }}
        >
          <h1>{words.codeTitle}</h1>
          <p>{words.codeWhy}</p>
          <output className="recovery-code" aria-label={words.codeLabel}>
            <span className="recovery-code-groups">
              {/* One text, which breaks between its groups alone. */}
              {code.split(/(?<=-)/).map((group, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: groups have no other name, and keep their order
                <Fragment key={index}>
                  {group}
                  <wbr />
                </Fragment>
              ))}
            </span>
          </output>
          <div className="enter-actions unprinted">
            <Button
              onClick={async () => {
                await navigator.clipboard.writeText(code);
                setCopied(true);
              }}
            >
              <Icon name={copied ? 'check' : 'copy'} />
              {copied ? common.copied : common.copy}
            </Button>
            <Button onClick={() => print()}>{common.print}</Button>
          </div>
          <div className="unprinted">
            <Field
              label={words.codeConfirm}
              value={typed}
              onValue={setTyped}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              required
              fault={tried && !isEndOf(code, typed) ? words.codeConfirmWrong : undefined}
            />
          </div>
          <Button type="submit" look="primary" wide className="unprinted">
            {words.codeKept}
          </Button>
        </form>
      </main>
    </div>
  );
}
