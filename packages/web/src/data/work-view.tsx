import { Button } from '../design/components/button.tsx';
import { Notice } from '../design/components/notice.tsx';
import { Progress } from '../design/components/progress.tsx';
import { sentenceOf } from '../i18n/error-words.ts';
import { useLanguage, useWords } from '../i18n/words.ts';
import type { LongWork, LongWorkState } from './long-work.ts';

interface WorkViewProps<Result> {
  readonly work: LongWork<Result>;
  readonly state: LongWorkState<Result>;
}

/** How far long work is, with a way to end it, or why it failed. */
export function WorkView<Result>({ work, state: { progress, error } }: WorkViewProps<Result>) {
  const { common, data, errors } = useWords();
  const language = useLanguage();
  if (error) return <Notice look="danger">{sentenceOf(error, errors)}</Notice>;
  if (!progress) return null;
  const { doing, done, total } = progress;
  const amount = (count: number) => count.toLocaleString(language);
  return (
    <div className="data-work">
      <Progress label={data.progress[doing](amount(done))} done={done} total={total ?? 0} />
      <Button onClick={() => work.cancel()}>{common.cancel}</Button>
    </div>
  );
}
