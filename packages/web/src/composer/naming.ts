/** Somebody who can be named in a text. */
export interface Namable {
  readonly id: string;
  readonly name: string;
}

/** A name that is being typed: where its sign stands, and what is typed of it. */
export interface Naming {
  readonly begin: number;
  readonly typed: string;
}

const MOST = 6;

/** The name that is being typed before the caret; undefined when none is. */
export function namingAt(text: string, caret: number): Naming | undefined {
  const found = /(?:^|[^\p{L}\p{N}_])@([\p{L}\p{N}_.-]{0,40})$/u.exec(
    text.slice(Math.max(0, caret - 64), caret),
  );
  if (!found) return undefined;
  const typed = found[1] ?? '';
  return { begin: caret - typed.length - 1, typed };
}

/** Who may be meant: names in which a word begins with what is typed. */
export function namable({ typed }: Naming, people: readonly Namable[]): readonly Namable[] {
  const wanted = typed.toLowerCase();
  const isMeant = ({ name }: Namable) =>
    name
      .toLowerCase()
      .split(/\s+/)
      .some((word) => word.startsWith(wanted));
  return people.filter(isMeant).slice(0, MOST);
}

/** The text with the name in it, and where the caret stands then. */
export function withName(text: string, { begin, typed }: Naming, name: string) {
  const before = `${text.slice(0, begin)}@${name} `;
  return { text: before + text.slice(begin + 1 + typed.length), caret: before.length };
}
