/** How many of a code's groups its owner types in again; the last one alone is short. */
const GROUPS = 2;

/** Whether somebody typed the last groups of a recovery code; case, blanks, and letters taken for digits do not matter. */
export function isEndOf(code: string, typed: string): boolean {
  return canonical(typed) === canonical(code.split('-').slice(-GROUPS).join(''));
}

/** Source: docs/spec/trust.md section 2, recovery code. */
function canonical(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}
