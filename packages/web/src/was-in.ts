const KEY = 'parley-in';

/** Whether somebody was logged in when the page was last open: then what is behind the login is loaded at once. */
export function wasIn(): boolean {
  return localStorage.getItem(KEY) !== null;
}

export function noteIn(isIn: boolean): void {
  if (isIn) localStorage.setItem(KEY, '');
  else localStorage.removeItem(KEY);
}
