import uPlot from 'uplot';
import type { Column } from './columns.ts';

const HEIGHT = 200;
/** What a label needs around it, in pixels. */
const GAP = 20;
/** Height of the labels below the columns, in pixels. */
const LABELS = 28;

/**
 * Draws columns into an element, and again whenever its width or the theme changes.
 * @param hover hears which column the pointer is on; undefined when on none
 * @returns what takes it away
 */
export function drawColumns(
  place: HTMLElement,
  columns: readonly Column[],
  hover: (column: Column | undefined) => void,
): () => void {
  let plot: uPlot | undefined;
  const draw = () => {
    plot?.destroy();
    plot = new uPlot(optionsFor(place, columns, hover), dataOf(columns), place);
  };
  const sizes = new ResizeObserver(() => {
    const width = place.clientWidth;
    if (plot === undefined || Math.abs(plot.width - width) > 1) draw();
  });
  sizes.observe(place);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', draw);
  const themes = new MutationObserver(draw);
  themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    sizes.disconnect();
    themes.disconnect();
    dark.removeEventListener('change', draw);
    plot?.destroy();
  };
}

function dataOf(columns: readonly Column[]): uPlot.AlignedData {
  return [columns.map((_, index) => index), columns.map(({ value }) => value)];
}

function optionsFor(
  place: HTMLElement,
  columns: readonly Column[],
  hover: (column: Column | undefined) => void,
): uPlot.Options {
  const style = getComputedStyle(place);
  // The canvas knows no CSS variables: colours are read as they are now.
  const colour = (name: string) => colourOf(place, name);
  const font = `12px ${style.fontFamily}`;
  const labels = columns.map(({ label }) => label);
  const widest = widestOf(labels, font);
  const axis = { stroke: colour('--text-soft'), font, ticks: { show: false } };
  return {
    width: place.clientWidth,
    height: HEIGHT,
    // Half of the last label may stand beside the last column.
    padding: [null, widest / 2, null, null],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: {
      x: { time: false, range: [-0.6, columns.length - 0.4] },
      y: { range: (_plot, _least, most) => [0, Math.max(1, most * 1.05)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: LABELS,
        splits: () => splitsOf(place.clientWidth, widest + GAP, columns.length),
        values: (_plot, splits) => splits.map((at) => labels[at] ?? ''),
      },
      {
        ...axis,
        grid: { stroke: colour('--line'), width: 1 },
        size: 48,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000],
      },
    ],
    series: [
      {},
      {
        fill: colour('--accent'),
        stroke: colour('--accent'),
        width: 0,
        points: { show: false },
        ...(uPlot.paths.bars && { paths: uPlot.paths.bars({ size: [0.75, 36], radius: 0.15 }) }),
      },
    ],
    hooks: {
      setCursor: [({ cursor }) => hover(typeof cursor.idx === 'number' ? columns[cursor.idx] : undefined)],
    },
  };
}

/** Of some texts in a font, in pixels. */
function widestOf(texts: readonly string[], font: string): number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return 0;
  context.font = font;
  return Math.max(0, ...texts.map((text) => context.measureText(text).width));
}

/** Which columns get a label: as many as have room. */
function splitsOf(width: number, label: number, count: number): number[] {
  const step = Math.max(1, Math.ceil(count / Math.max(1, Math.floor(width / label))));
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
}

function colourOf(place: HTMLElement, name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  place.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
