/**
 * Runs something once what was just changed is on the screen; in a page that nobody sees, once it is seen.
 * @returns what calls it off
 */
export function afterPaint(run: () => void): () => void {
  let isWanted = true;
  // In the first of two frames it is drawn.
  requestAnimationFrame(() =>
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (isWanted) run();
      }),
    ),
  );
  return () => {
    isWanted = false;
  };
}
