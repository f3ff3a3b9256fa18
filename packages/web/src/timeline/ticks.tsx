import { Icon } from '../design/components/icon.tsx';
import { useFormats } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import type { MessageItem } from '../station/timeline.ts';

interface TicksProps {
  readonly item: MessageItem;
  readonly onDetails: (id: string) => void;
}

/** How far an own message has come: waiting, on the server, delivered, seen; a click tells by whom and when. */
export function Ticks({ item: { id, state, delivered, viewed }, onDetails }: TicksProps) {
  const { timeline: words } = useWords();
  const formats = useFormats();
  if (state === 'failed') return null;
  const reached =
    state === 'waiting'
      ? 'waiting'
      : viewed.length > 0
        ? 'viewed'
        : delivered.length > 0
          ? 'delivered'
          : 'accepted';
  const names = (reached === 'viewed' ? viewed : delivered).map(({ name }) => name);
  const isByName = names.length > 0 && reached !== 'accepted';
  const label = isByName ? `${words[reached]}: ${formats.list(names)}` : words[reached];
  const icon = { waiting: 'clock', accepted: 'check', delivered: 'checks', viewed: 'checks' } as const;
  return (
    <button
      type="button"
      className="ticks"
      data-reached={reached}
      aria-label={label}
      title={label}
      onClick={() => onDetails(id)}
    >
      <Icon name={icon[reached]} size={16} />
    </button>
  );
}
