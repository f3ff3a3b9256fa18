import { MenuChoice } from '../design/components/menu.tsx';
import { useWords } from '../i18n/words.ts';
import { useObservable } from '../model/use-observable.ts';
import type { Availability } from '../station/availability.ts';
import type { ShellModel } from './shell-model.ts';

const CHOICES: readonly Availability[] = ['available', 'away', 'busy', 'offline'];

interface AvailabilityChoiceProps {
  readonly shell: ShellModel;
  readonly onClose: () => void;
}

/** How the user wants to be seen, as a part of a menu. */
export function AvailabilityChoice({ shell, onClose }: AvailabilityChoiceProps) {
  const { shell: words, people } = useWords();
  const said = useObservable(shell.availability);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a menu
    <div className="menu-group" role="group" aria-label={words.seenAs}>
      {CHOICES.map((choice) => (
        <MenuChoice
          key={choice}
          isChosen={choice === said}
          onSelect={() => {
            shell.setAvailability(choice);
            onClose();
          }}
        >
          <span className={`seen-dot avatar-${choice}`} aria-hidden="true" />
          {choice === 'offline' ? words.appearOffline : people.availability[choice]}
        </MenuChoice>
      ))}
    </div>
  );
}
