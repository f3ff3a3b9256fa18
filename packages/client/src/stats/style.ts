/** The style of the statistics page. */
export const statsStyle = `
main { max-width: 50rem; }
section { margin-top: 3rem; }
h2 { font-size: 1.125rem; font-weight: 640; letter-spacing: -0.005em; }
h2 + .about, .about { color: var(--soft); font-size: 0.9375rem; margin-top: 0.2rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1.5rem 1rem; margin: 1.75rem 0 0; }
.tiles dt { color: var(--soft); font-size: 0.875rem; }
.tiles dd { margin: 0; font-size: 1.625rem; line-height: 1.25; font-weight: 600; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.tiles > div { display: flex; flex-direction: column-reverse; justify-content: flex-end; border-top: 2px solid var(--line); padding-top: 0.6rem; }
.chart { margin-top: 1rem; overflow-x: auto; }
.chart:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
.chart svg { display: block; width: 100%; min-width: 34rem; height: auto; font: 12px var(--text); }
.chart text { fill: var(--soft); font-variant-numeric: tabular-nums; }
.chart .value { text-anchor: end; } .chart .label { text-anchor: middle; }
.chart .grid { stroke: var(--line); } .chart .base { stroke: var(--faint); }
.chart .column { fill: var(--accent); } .chart .slot { fill: transparent; }
.chart g:hover .column { fill: var(--ink); }
.bar { display: block; width: 100%; height: 0.55rem; border-radius: 0.15rem; background: var(--tint); }
.bar rect { fill: var(--accent); }
table { border-collapse: collapse; width: 100%; margin-top: 1rem; font-size: 0.9375rem; }
th { font-weight: 500; color: var(--soft); font-size: 0.8125rem; text-align: left; padding: 0.3rem 0.75rem 0.3rem 0; border-bottom: 1px solid var(--line); vertical-align: bottom; }
td { padding: 0.34rem 0.75rem 0.34rem 0; border-bottom: 1px solid var(--line); vertical-align: baseline; }
tbody th { font-size: inherit; font-weight: 400; color: inherit; vertical-align: baseline; }
tr:last-child > * { border-bottom: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td:last-child, th:last-child { padding-right: 0; }
.name { overflow-wrap: anywhere; min-width: 7rem; }
.line { overflow-wrap: anywhere; }
.line b { font-weight: 600; margin-right: 0.4rem; }
.wide { width: 34%; min-width: 5rem; vertical-align: middle; }
.note { color: var(--faint); font-size: 0.8125rem; }
details { margin-top: 0.6rem; font-size: 0.875rem; color: var(--soft); }
details summary { cursor: pointer; width: fit-content; }
details table { width: auto; min-width: 16rem; margin-top: 0.4rem; color: var(--ink); }
details th, details td { padding-right: 1.5rem; }
.end { margin-top: 4rem; color: var(--faint); font-size: 0.8125rem; text-align: center; }
@media (max-width: 30rem) { main { padding: 1.5rem 0.9rem 4rem; } section { margin-top: 2.25rem; } .wide { display: none; } .number { white-space: normal; } }
@media print {
  section, tr { break-inside: avoid-page; } h2 { break-after: avoid-page; } section.long { break-inside: auto; }
  .chart { overflow: visible; } .chart svg { min-width: 0; } .bar { background: none; }
  .column, .bar rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
