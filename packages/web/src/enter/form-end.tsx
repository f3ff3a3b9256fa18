import { Button } from '../design/components/button.tsx';
import { Notice } from '../design/components/notice.tsx';
import { Progress } from '../design/components/progress.tsx';
import { useWords } from '../i18n/words.ts';
import { type EnterState, STEPS } from './enter-model.ts';

interface FormEndProps {
  readonly state: EnterState;
  readonly action: string;
  /** What went wrong, in words. */
  readonly error?: string | undefined;
}

/** What every form here ends with: what went wrong, the button, and while it works, what is being done. */
export function FormEnd({ state: { step }, action, error }: FormEndProps) {
  const words = useWords();
  return (
    <>
      {error !== undefined && <Notice look="danger">{error}</Notice>}
      <Button type="submit" look="primary" wide disabled={step !== undefined}>
        {action}
      </Button>
      {step !== undefined && (
        <Progress label={words.enter.steps[step]} done={STEPS.indexOf(step) + 1} total={STEPS.length + 1} />
      )}
    </>
  );
}
