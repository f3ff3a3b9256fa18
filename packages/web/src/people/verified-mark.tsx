import { Icon } from '../design/components/icon.tsx';
import { useWords } from '../i18n/words.ts';

interface VerifiedMarkProps {
  readonly className: string;
  /** In CSS pixels. */
  readonly size: number;
}

/** Beside the name of somebody with whom the user has compared safety numbers. */
export function VerifiedMark({ className, size }: VerifiedMarkProps) {
  const { people } = useWords();
  return (
    <span className={className} title={people.verified}>
      <Icon name="shield" size={size} />
      <span className="unseen">{people.verified}</span>
    </span>
  );
}
