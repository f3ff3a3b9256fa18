/** Whether fingers do everything here: then the keyboard is on the screen as well. */
export function isTouched(): boolean {
  return matchMedia('(hover: none) and (pointer: coarse)').matches;
}
