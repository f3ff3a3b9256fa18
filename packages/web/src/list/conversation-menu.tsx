import { Icon } from '../design/components/icon.tsx';
import { Menu, MenuItem, type MenuPlace } from '../design/components/menu.tsx';
import { useWords } from '../i18n/words.ts';
import type { ShellModel } from '../shell/shell-model.ts';
import { COLOR_NAMES, COLORS, colorNameOf, NO_COLOR } from './colors.ts';

/** A menu that is open, and where. */
export interface OpenMenu {
  readonly id: string;
  readonly place: MenuPlace;
}

interface ConversationMenuProps {
  readonly shell: ShellModel;
  readonly menu: OpenMenu;
  readonly onClose: () => void;
}

/** What can be done with a conversation in the list. */
export function ConversationMenu({ shell: { list }, menu: { id, place }, onClose }: ConversationMenuProps) {
  const { list: words } = useWords();
  const conversation = list.get(id);
  if (!conversation) return null;
  const { isFavorite, isMuted, isHidden, color, name } = conversation;
  const set = (setting: Parameters<typeof list.set>[1]) => {
    void list.set(id, setting);
    onClose();
  };
  const chosen = colorNameOf(color);
  return (
    <Menu label={words.actions(name)} place={place} onClose={onClose}>
      <MenuItem icon="pin" onSelect={() => set({ favorite: !isFavorite })}>
        {isFavorite ? words.removeFavorite : words.addFavorite}
      </MenuItem>
      <MenuItem icon={isMuted ? 'bell' : 'bellOff'} onSelect={() => set({ muted: !isMuted })}>
        {isMuted ? words.unmute : words.mute}
      </MenuItem>
      <MenuItem icon={isHidden ? 'eye' : 'eyeOff'} onSelect={() => set({ hidden: !isHidden })}>
        {isHidden ? words.unhide : words.hide}
      </MenuItem>
      <hr className="menu-line" />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a menu */}
      <div className="menu-colors" role="group" aria-label={words.color}>
        {[undefined, ...COLOR_NAMES].map((option) => (
          <button
            key={option ?? 'none'}
            type="button"
            role="menuitemradio"
            tabIndex={-1}
            aria-checked={option === chosen}
            aria-label={words.colors[option ?? 'none']}
            title={words.colors[option ?? 'none']}
            className="swatch"
            data-color={option}
            onClick={() => set({ color: option ? COLORS[option] : NO_COLOR })}
          >
            {option === chosen && <Icon name="check" size={14} />}
          </button>
        ))}
      </div>
    </Menu>
  );
}
