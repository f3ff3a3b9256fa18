import { Button } from '../design/components/button.tsx';
import { Icon } from '../design/components/icon.tsx';
import { useWords } from '../i18n/words.ts';

interface BlockedProps {
  readonly name: string;
  readonly onUnblock: () => void;
}

/** In place of the composer, for who has blocked the other one of two. Who is blocked is told nothing. */
export function Blocked({ name, onUnblock }: BlockedProps) {
  const { people: words } = useWords();
  return (
    <div className="writing-stopped">
      <p>
        <Icon name="block" size={16} /> {words.youBlocked(name)}
      </p>
      <Button onClick={onUnblock}>{words.unblock}</Button>
    </div>
  );
}
