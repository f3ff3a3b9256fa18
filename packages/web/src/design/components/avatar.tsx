import type { Availability } from '../../station/conversations.ts';
import { Icon } from './icon.tsx';

interface AvatarProps {
  /** Decides the colour: the same for the same person everywhere. */
  readonly id: string;
  /** Empty for what nobody said, such as a line of the system in a log. */
  readonly name: string;
  readonly size?: 'small' | 'normal' | 'large';
  readonly availability?: Availability | undefined;
}

const COLORS = 8;

/** Initials in a circle, beside a name that says the same. */
export function Avatar({ id, name, size = 'normal', availability }: AvatarProps) {
  return (
    <span className={`avatar avatar-${size}`} data-color={colorOf(id)} aria-hidden="true">
      {initialsOf(name) || <Icon name="info" />}
      {availability && availability !== 'offline' && <span className={`avatar-dot avatar-${availability}`} />}
    </span>
  );
}

function colorOf(id: string): number {
  let sum = 0;
  for (let index = 0; index < id.length; index++) sum = (sum * 31 + id.charCodeAt(index)) % 9973;
  return sum % COLORS;
}

/** One or two letters that stand for a name, or its first sign where it has none. */
function initialsOf(name: string): string {
  const words = name.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [name.trim()];
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}
