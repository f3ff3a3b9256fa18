import { html, type Markup } from '../export/html/markup.ts';
import { amount } from '../export/words.ts';

export interface Column {
  /** Below the column, where there is room. */
  readonly label: string;
  /** What it counts, in full. */
  readonly name: string;
  readonly value: number;
}

const WIDTH = 720;
const HEIGHT = 220;
const PLOT = { left: 44, top: 12, right: WIDTH - 4, bottom: HEIGHT - 28 };
const WIDEST = 44;
/** About as many characters as fit below the columns. */
const LABELS = 88;

/**
 * A column chart as inline SVG that needs no script: coloured by the page's style, every column named to the
 * pointer, the whole named and described to a screen reader.
 * @param id unique on the page
 */
export function columnChart(
  id: string,
  title: string,
  description: string,
  columns: readonly Column[],
): Markup {
  const step = stepOf(Math.max(...columns.map(({ value }) => value)));
  const top = Math.max(step, Math.ceil(Math.max(...columns.map(({ value }) => value)) / step) * step);
  const y = (value: number) => round(PLOT.bottom - (value / top) * (PLOT.bottom - PLOT.top));
  const slot = (PLOT.right - PLOT.left) / columns.length;
  const lines: Markup[] = [];
  for (let value = 0; value <= top; value += step) {
    lines.push(html`<line class="${value === 0 ? 'base' : 'grid'}" x1="${PLOT.left}" x2="${PLOT.right}" y1="${y(value)}" y2="${y(value)}"/><text class="value" x="${PLOT.left - 8}" y="${y(value) + 4}">${amount(value)}</text>
`);
  }
  const every = Math.ceil(columns.reduce((sum, { label }) => sum + label.length + 3, 0) / LABELS);
  const bars = columns.map(({ label, name, value }, index) => {
    const middle = PLOT.left + slot * (index + 0.5);
    const width = Math.min(WIDEST, Math.max(slot * 0.72, slot - 4));
    const text =
      index % every === 0
        ? html`<text class="label" x="${round(middle)}" y="${PLOT.bottom + 19}">${label}</text>`
        : '';
    const bar =
      value > 0 ? html`<path class="column" d="${columnPath(middle - width / 2, y(value), width)}"/>` : '';
    return html`<g><title>${name}: ${amount(value)}</title><rect class="slot" x="${round(middle - slot / 2)}" y="${PLOT.top}" width="${round(slot)}" height="${PLOT.bottom - PLOT.top}"/>${bar}${text}</g>
`;
  });
  return html`<div class="chart" tabindex="0" role="group" aria-label="${title}"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-title ${id}-desc">
<title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>
${lines}${bars}</svg></div>
`;
}

/** A bar beside a number that says the same, and so hidden from screen readers. @param part 0 to 1 */
export function inlineBar(part: number): Markup {
  return html`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect width="${round(Math.max(0, Math.min(1, part)) * 100)}" height="1"/></svg>`;
}

/** A column with its upper corners rounded, as far as its size allows. */
function columnPath(left: number, top: number, width: number): string {
  const height = PLOT.bottom - top;
  const radius = round(Math.min(3, width / 2, height));
  const [x, right] = [round(left), round(left + width)];
  return `M${x} ${PLOT.bottom}V${round(top + radius)}q0 ${-radius} ${radius} ${-radius}H${round(right - radius)}q${radius} 0 ${radius} ${radius}V${PLOT.bottom}z`;
}

/** 1, 2 or 5 times a power of ten, so that three to five lines reach over the highest column. */
function stepOf(most: number): number {
  const rough = Math.max(1, most) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  return Math.max(1, [1, 2, 5, 10].map((times) => times * power).find((step) => step >= rough) ?? power * 10);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
