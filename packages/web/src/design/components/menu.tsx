import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** Where a menu opens: at a point, or below an element. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
  /** Where it ends instead, when there is no room below. */
  readonly above?: number;
}

/** Between a menu and what it opens from, in pixels. */
const APART = 4;
/** Between a menu and the edge of the window, in pixels. */
const EDGE = 8;

export function placeBelow(element: Element): MenuPlace {
  const { left, top, bottom } = element.getBoundingClientRect();
  return { x: left, y: bottom + APART, above: top - APART };
}

/** Puts what has opened where it belongs, as far as the window lets it. */
export function putAt(element: HTMLElement, { x, y, above }: MenuPlace): void {
  const { width, height } = element.getBoundingClientRect();
  const isTooLow = y + height > innerHeight - EDGE;
  const wanted = isTooLow && above !== undefined && above - height >= EDGE ? above - height : y;
  element.style.left = `${Math.max(EDGE, Math.min(x, innerWidth - width - EDGE))}px`;
  element.style.top = `${Math.max(EDGE, Math.min(wanted, innerHeight - height - EDGE))}px`;
}

interface MenuProps {
  readonly label: string;
  readonly place: MenuPlace;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A menu above the page, in which arrows, Home, End and Escape work; focus goes back to where it was. */
export function Menu({ label, place, onClose, children }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const element = menu.current;
    if (!element) return;
    putAt(element, place);
    itemsOf(element)[0]?.focus();
    return () => before?.focus();
  }, [place]);
  return (
    <>
      <div
        className="menu-veil"
        aria-hidden="true"
        onPointerDown={({ pointerType }) => {
          // A tap clicks whatever is there when the finger is lifted: until then this covers what lies beneath.
          if (pointerType === 'mouse') onClose();
        }}
        onClick={onClose}
        onContextMenu={(event) => {
          event.preventDefault();
          // A finger that rested opened this menu, and is not lifted yet.
          if ((event.nativeEvent as PointerEvent).pointerType !== 'touch') onClose();
        }}
      />
      <div
        ref={menu}
        className="menu"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        onKeyDown={(event) => onMenuKey(event, onClose)}
      >
        {children}
      </div>
    </>
  );
}

interface MenuItemProps {
  readonly icon?: IconName | undefined;
  readonly danger?: boolean | undefined;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

export function MenuItem({ icon, danger, onSelect, children }: MenuItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={danger ? 'menu-item menu-item-danger' : 'menu-item'}
      onClick={onSelect}
    >
      {icon && <Icon name={icon} size={18} />}
      {children}
    </button>
  );
}

interface MenuChoiceProps {
  readonly isChosen: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

/** One of several things of which one is chosen. */
export function MenuChoice({ isChosen, onSelect, children }: MenuChoiceProps) {
  return (
    <button
      type="button"
      role="menuitemradio"
      tabIndex={-1}
      aria-checked={isChosen}
      className="menu-item"
      onClick={onSelect}
    >
      {children}
      {isChosen && (
        <span className="menu-chosen">
          <Icon name="check" size={16} />
        </span>
      )}
    </button>
  );
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

function onMenuKey(event: KeyboardEvent<HTMLDivElement>, onClose: () => void): void {
  event.stopPropagation();
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    onClose();
    return;
  }
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  const items = itemsOf(event.currentTarget);
  items[step(items.indexOf(document.activeElement as HTMLElement), items.length)]?.focus();
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
}
