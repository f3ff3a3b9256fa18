import type { FindingView } from '@parley/client';
import { Icon } from '../design/components/icon.tsx';
import { findingSentence } from '../i18n/finding-words.ts';
import { useWords } from '../i18n/words.ts';

/** What is wrong with a message, or before it. Source: docs/spec/trust.md section 4. */
export function Findings({ findings }: { readonly findings: readonly FindingView[] }) {
  const words = useWords();
  if (findings.length === 0) return null;
  return (
    <ul className="findings">
      {findings.map((finding) => (
        <li key={finding.code + finding.text}>
          <Icon name="warning" size={16} />
          {findingSentence(finding, words)}
        </li>
      ))}
    </ul>
  );
}
