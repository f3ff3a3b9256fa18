import type { ReactNode } from 'react';
import { Notice } from '../design/components/notice.tsx';
import { refusalSentence } from '../i18n/error-words.ts';
import { useWords } from '../i18n/words.ts';
import type { RefusalView } from '../station/refusal.ts';

interface KeysRefusedProps {
  readonly name: string;
  readonly refusal: RefusalView;
  /** What to do about it. */
  readonly children?: ReactNode;
}

/** Says that somebody's keys are not used, why, and what that means. Source: docs/spec/trust.md section 2, Pins. */
export function KeysRefused({ name, refusal, children }: KeysRefusedProps) {
  const { people, errors } = useWords();
  const why = whyRefused(refusal);
  return (
    <Notice look="danger">
      <strong>{people.keysRefused[why](name)}</strong> {people.keysRefusedMeans[why]} {children}
      {why === 'invalid' && <small>{refusalSentence(refusal, { errors })}</small>}
    </Notice>
  );
}

/** What is wrong with keys, as far as it makes a difference to people. */
export function whyRefused({ code }: RefusalView): 'changed' | 'invalid' | 'missing' {
  if (code === 'fingerprint_changed') return 'changed';
  return code === 'keys_missing' ? 'missing' : 'invalid';
}
