import { type ComponentType, useEffect, useState } from 'react';

/** A component whose code is loaded when it is first shown, or before. */
export type Late<Props> = ComponentType<Props> & {
  /** Loads the code, for what is shown next. */
  readonly load: () => Promise<void>;
};

/**
 * A component to be loaded late. Shown at once where its code is here, and as soon as it comes where it is not: what
 * React's own `lazy` suspends, React holds back for 300 ms.
 */
export function late<Props extends object>(
  fetch: () => Promise<{ readonly default: ComponentType<Props> }>,
): Late<Props> {
  let Loaded: ComponentType<Props> | undefined;
  const load = async () => {
    Loaded = (await fetch()).default;
  };
  // biome-ignore lint/correctness/noComponentHookFactories: called once, where a module is read, as React's own `lazy`
  function LateView(props: Props) {
    const [isLoaded, setLoaded] = useState(Loaded !== undefined);
    useEffect(() => {
      let isShown = true;
      if (!isLoaded) void load().then(() => isShown && setLoaded(true));
      return () => {
        isShown = false;
      };
    }, [isLoaded]);
    return Loaded ? <Loaded {...props} /> : null;
  }
  return Object.assign(LateView, { load });
}
