/** Runs something once what was just changed is on the screen; in a page that nobody sees, once it is seen. */
export function afterPaint(run: () => void): void {
  // In the first of two frames it is drawn.
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(run)));
}
