import { type ComponentType, useCallback, useEffect, useState } from 'react';
import { Button } from '../design/components/button.tsx';
import { Notice } from '../design/components/notice.tsx';
import { useWords } from '../i18n/words.ts';

/** A component whose code is loaded when it is first shown, or before. */
export type Late<Props> = ComponentType<Props> & {
  /** Loads the code, for what is shown next; where that fails, it is loaded when it is shown. */
  readonly load: () => Promise<void>;
};

/**
 * A component to be loaded late. Shown at once where its code is here, and as soon as it comes where it is not: what
 * React's own `lazy` suspends, React holds back for 300 ms. Where the code cannot be had it says so, and offers to try
 * again. A browser may keep it that code has not come, and never fetch it again for the same page (Chromium before 156):
 * what failed twice is tried by another page, unless no server would give it.
 */
export function late<Props extends object>(
  fetchCode: () => Promise<{ readonly default: ComponentType<Props> }>,
): Late<Props> {
  let Loaded: ComponentType<Props> | undefined;
  /** How often the code has not come. */
  let failures = 0;
  const load = async () => {
    try {
      Loaded ??= (await fetchCode()).default;
    } catch (error) {
      failures += 1;
      throw error;
    }
  };
  // biome-ignore lint/correctness/noComponentHookFactories: called once, where a module is read, as React's own `lazy`
  function LateView(props: Props) {
    const [state, setState] = useState<'loading' | 'loaded' | 'failed'>(Loaded ? 'loaded' : 'loading');
    useEffect(() => {
      let isShown = true;
      const show = (next: 'loaded' | 'failed') => () => isShown && setState(next);
      if (state === 'loading') void load().then(show('loaded'), show('failed'));
      return () => {
        isShown = false;
      };
    }, [state]);
    const tryAgain = useCallback(async () => {
      if (failures > 1 && (await isServerThere())) location.reload();
      else setState('loading');
    }, []);
    if (state === 'failed') return <NotLoaded onTryAgain={tryAgain} />;
    return Loaded ? <Loaded {...props} /> : null;
  }
  return Object.assign(LateView, { load: () => load().catch(() => {}) });
}

/** Whether a page that is loaded now would come. */
function isServerThere(): Promise<boolean> {
  return fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
}

function NotLoaded({ onTryAgain }: { readonly onTryAgain: () => unknown }) {
  const { common } = useWords();
  return (
    <Notice look="danger">
      <p>{common.notLoaded}</p>
      <Button onClick={onTryAgain}>{common.retry}</Button>
    </Notice>
  );
}
