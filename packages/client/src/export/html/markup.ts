import { readable } from '../../fold/visible.ts';

/** HTML that was made here, as against text, which is escaped wherever it is put in. */
export class Markup {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}

/** What may stand in a template: text and numbers are escaped, markup and lists of it go in as they are. */
export type Part = string | number | Markup | undefined | readonly Part[];

/**
 * A template of HTML in which everything put in is escaped unless it is markup itself. Attributes must be in
 * double quotes. Control characters and those that turn the direction of text are shown as signs.
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.map((literal, index) => literal + write(parts[index])).join(''));
}

function write(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.html;
  if (typeof part === 'string') return escapeHtml(readable(part));
  return typeof part === 'number' ? String(part) : part.map(write).join('');
}

/** Text as it must stand in HTML and SVG, in elements and in attributes between quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] as string);
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
