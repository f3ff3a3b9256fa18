/** Blanks, controls, and the letters that show nothing. */
const VISIBLE = /[^\p{Z}\p{C}\u115f\u1160\u2800\u3164\uffa0]/u;

/** Whether a text has anything to be seen. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}
