/** The backgrounds that a conversation can have. What is kept is the light theme's colour; the dark theme has its own. */
export const COLORS = {
  sand: '#f3e9d2',
  rose: '#f7dfe0',
  sky: '#dce9f7',
  leaf: '#dff0e0',
  lilac: '#e9e0f5',
  lemon: '#f6f3cc',
} as const;

export type ColorName = keyof typeof COLORS;
export const COLOR_NAMES = Object.keys(COLORS) as ColorName[];

/** What a conversation without a colour is given. */
export const NO_COLOR = '#ffffff';

/** The background nearest to a colour that any client may have set; undefined for none. */
export function colorNameOf(color: string): ColorName | undefined {
  const wanted = partsOf(color);
  if (!wanted) return undefined;
  const distance = (name: ColorName) => {
    const own = partsOf(COLORS[name]) as readonly number[];
    return own.reduce((sum, part, index) => sum + (part - (wanted[index] as number)) ** 2, 0);
  };
  return COLOR_NAMES.reduce((best, name) => (distance(name) < distance(best) ? name : best));
}

function partsOf(color: string): readonly number[] | undefined {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  return parts?.slice(1).map((part) => Number.parseInt(part, 16));
}
