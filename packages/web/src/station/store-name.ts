/** The database of this origin's station. */
export const STORE = 'parley';
