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
 * again.
 */
export function late<Props extends object>(
  fetch: () => Promise<{ readonly default: ComponentType<Props> }>,
): Late<Props> {
  let Loaded: ComponentType<Props> | undefined;
  const load = async () => {
    Loaded ??= (await fetch()).default;
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
    const tryAgain = useCallback(() => setState('loading'), []);
    if (state === 'failed') return <NotLoaded onTryAgain={tryAgain} />;
    return Loaded ? <Loaded {...props} /> : null;
  }
  return Object.assign(LateView, { load: () => load().catch(() => {}) });
}

function NotLoaded({ onTryAgain }: { readonly onTryAgain: () => void }) {
  const { common } = useWords();
  return (
    <Notice look="danger">
      <p>{common.notLoaded}</p>
      <Button onClick={onTryAgain}>{common.retry}</Button>
    </Notice>
  );
}
