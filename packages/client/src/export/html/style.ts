/** Colours, type and measures that all exported pages share. */
export const baseStyle = `
:root {
  color-scheme: light dark;
  --ground: #fbfaf8; --raised: #ffffff; --ink: #24211d; --soft: #6d675f; --faint: #736c63;
  --line: #e7e2da; --accent: #2f6f62; --tint: #eef4f1; --warn: #9a4a14; --warn-tint: #fbf1e6;
  --hue-s: 42%; --hue-l: 35%; --hue-tint-l: 92%;
  --text: system-ui, -apple-system, "Segoe UI", "Noto Sans", Roboto, "Helvetica Neue", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #171614; --raised: #1f1e1b; --ink: #e8e4dd; --soft: #a29b90; --faint: #989185;
    --line: #312e2a; --accent: #84c7b6; --tint: #1e2926; --warn: #e8a878; --warn-tint: #2c2118;
    --hue-s: 38%; --hue-l: 74%; --hue-tint-l: 20%;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 400 1rem/1.55 var(--text); }
main { max-width: 46rem; margin: 0 auto; padding: 3rem 1.25rem 6rem; }
h1, h2, h3, p { margin: 0; }
h1 { font-size: 1.75rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.015em; overflow-wrap: anywhere; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
header { padding-bottom: 1.5rem; border-bottom: 1px solid var(--line); }
.facts { margin-top: 0.4rem; color: var(--soft); font-size: 0.9375rem; }
@media print {
  :root {
    --ground: #fff; --raised: #fff; --ink: #000; --soft: #444; --faint: #555; --line: #ccc; --accent: #124a3f;
    --tint: #fff; --warn: #7a3408; --warn-tint: #fff; --hue-s: 42%; --hue-l: 28%; --hue-tint-l: 94%; color-scheme: light;
  }
  @page { margin: 18mm 16mm; }
  html { font-size: 10pt; }
  main { max-width: none; padding: 0; }
}
`;

/** A colour for each of a few people, the same in both themes but for its lightness. */
export const HUES = [164, 205, 232, 262, 292, 326, 356, 18, 38, 84] as const;

export const hueStyle = HUES.map((hue, index) => `.hue${index} { --hue: ${hue}; }\n`).join('');

/** The class of a person's colour, the same in every export. */
export function hueOf(key: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  // The low bits of this hash (FNV-1a) alone are poorly spread over names that differ in one character.
  return `hue${((hash ^ (hash >>> 16)) >>> 0) % HUES.length}`;
}
