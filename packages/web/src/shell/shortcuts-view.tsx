import { useEffect } from 'react';
import { late } from '../model/late.tsx';
import { useObservable } from '../model/use-observable.ts';
import { listenForShortcuts } from './listen-for-shortcuts.ts';
import type { ShellModel } from './shell-model.ts';

const ShortcutsDialog = late(() => import('./shortcuts-dialog.tsx'));

/** Hears of shortcuts, and tells which there are when it is asked for. */
export function ShortcutsView({ shell }: { readonly shell: ShellModel }) {
  const isShown = useObservable(shell.showsShortcuts);
  useEffect(() => listenForShortcuts(shell), [shell]);
  return isShown && <ShortcutsDialog onClose={() => shell.showsShortcuts.set(false)} />;
}
