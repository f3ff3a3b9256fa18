import type { DownloadSummary } from '@parley/client';
import { useLanguage, useWords } from '../i18n/words.ts';

/** How many messages were opened of how many, and how many of them are proven: nothing is left out silently. */
export function SaidAmount({ summary }: { readonly summary: DownloadSummary }) {
  const { data } = useWords();
  const language = useLanguage();
  const { messages, opened, verified, removed } = summary;
  const amount = (count: number) => count.toLocaleString(language);
  return (
    <>
      {data.opened(amount(opened), amount(messages - removed), amount(verified))}
      {removed > 0 && ` ${data.removed(amount(removed))}`}
    </>
  );
}
