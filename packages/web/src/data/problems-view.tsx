import type { DownloadSummary } from '@parley/client';
import { Notice } from '../design/components/notice.tsx';
import { useWords } from '../i18n/words.ts';

/** More of them are counted, not listed. */
const SHOWN = 100;

/** What could not be opened or is not as it must be, each with its reason. */
export function ProblemsView({ summary }: { readonly summary: DownloadSummary }) {
  const { data } = useWords();
  const problems = [
    ...summary.unopened.map(({ id, reason }) => ({ key: id, text: data.unopened(reason) })),
    ...summary.findings.map(({ messageId, code, text }) => ({ key: `${messageId} ${code} ${text}`, text })),
  ];
  if (problems.length === 0) return null;
  return (
    <Notice look="warning">
      <strong>{data.problems(problems.length)}</strong>
      <ul className="data-problems">
        {problems.slice(0, SHOWN).map(({ key, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and one finding may stand twice
          <li key={`${key} ${index}`}>{text}</li>
        ))}
      </ul>
      {problems.length > SHOWN && <p>{data.more(problems.length - SHOWN)}</p>}
    </Notice>
  );
}
