import { useWords } from '../i18n/words.ts';
import type { PasswordScore } from './password-strength.ts';

const PARTS = [1, 2, 3, 4] as const;

/** How good a password is, in four parts and in words. */
export function StrengthMeter({ score }: { readonly score: PasswordScore }) {
  const { enter: words } = useWords();
  return (
    <div className="strength" data-score={score}>
      <div className="strength-parts" aria-hidden="true">
        {PARTS.map((part) => (
          <span key={part} className={part <= score ? 'strength-part strength-part-on' : 'strength-part'} />
        ))}
      </div>
      <span role="status">{words.strength(score)}</span>
    </div>
  );
}
