import { hueStyle } from './style.ts';

/** The style of a conversation. */
export const chatStyle = `${hueStyle}
details.people { margin-top: 0.75rem; font-size: 0.9375rem; color: var(--soft); }
details.people p { margin-top: 0.5rem; }
details.people summary { cursor: pointer; width: fit-content; }
details.people ul { margin: 0.5rem 0 0; padding: 0; list-style: none; columns: 14rem; column-gap: 2rem; }
details.people li { display: flex; gap: 0.75rem; justify-content: space-between; break-inside: avoid; }
details.people b { font-weight: 500; color: var(--ink); overflow-wrap: anywhere; }
.count { font-variant-numeric: tabular-nums; }
.notice { margin-top: 0.75rem; color: var(--warn); font-size: 0.9375rem; }
.notice a { color: inherit; }
h2 {
  display: flex; align-items: center; gap: 0.9rem; margin: 2.25rem 0 1.1rem;
  font-size: 0.8125rem; font-weight: 600; color: var(--soft); letter-spacing: 0.01em;
}
h2::before, h2::after { content: ""; flex: 1; height: 1px; background: var(--line); }
.turn { display: grid; grid-template-columns: 3.25rem minmax(0, 1fr); margin-top: 0.95rem; }
.who { grid-column: 2; display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.55rem; line-height: 1.4; }
.who b { font-weight: 620; color: hsl(var(--hue) var(--hue-s) var(--hue-l)); overflow-wrap: anywhere; }
.note { color: var(--faint); font-size: 0.8125rem; }
.unproven b, .unproven .note { color: var(--warn); }
.face {
  grid-column: 1; grid-row: 1; width: 2.25rem; height: 2.25rem; margin: 0.15rem 0 -1.1rem; border-radius: 0.7rem;
  display: grid; place-items: center; font-size: 0.875rem; font-weight: 620; overflow: hidden; user-select: none;
  color: hsl(var(--hue) var(--hue-s) var(--hue-l)); background: hsl(var(--hue) 32% var(--hue-tint-l));
}
.at { color: var(--faint); font-size: 0.75rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.message, .lone { scroll-margin-top: 1rem; border-radius: 0.4rem; }
.message { grid-column: 1 / -1; display: grid; grid-template-columns: subgrid; }
.message + .message { margin-top: 0.2rem; }
.message > .at { grid-column: 1; padding-top: 0.28rem; }
.message > .words { grid-column: 2; }
.message:target, .lone:target { background: var(--tint); box-shadow: 0 0 0 0.35rem var(--tint); }
.body { white-space: pre-wrap; overflow-wrap: anywhere; overflow: hidden; unicode-bidi: isolate; }
.body.action { font-style: italic; }
.body.deleted, .body.empty { color: var(--faint); font-style: italic; }
.body .file { font-style: normal; color: var(--soft); font-size: 0.8125rem; border: 1px solid var(--line); border-radius: 0.3rem; padding: 0 0.3rem; margin-right: 0.4rem; }
.edited { color: var(--faint); font-size: 0.8125rem; font-style: normal; }
.quote {
  display: block; width: fit-content; max-width: 100%; margin: 0.15rem 0 0.25rem; padding: 0.05rem 0.65rem; border-left: 2px solid hsl(var(--hue, 164) var(--hue-s) var(--hue-l));
  color: var(--soft); font-size: 0.875rem; text-decoration: none; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
}
.quote b { font-weight: 600; color: hsl(var(--hue, 164) var(--hue-s) var(--hue-l)); margin-right: 0.45rem; }
a.quote:hover { background: var(--tint); }
.below { display: flex; flex-wrap: wrap; align-items: center; gap: 0.3rem 0.45rem; margin-top: 0.2rem; }
.reaction { border: 1px solid var(--line); background: var(--raised); border-radius: 1rem; padding: 0 0.55rem; font-size: 0.8125rem; line-height: 1.6; max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.reaction i { font-style: normal; color: var(--soft); }
.ticks { color: var(--faint); font-size: 0.75rem; }
.ticks.viewed { color: var(--accent); }
.lone { margin: 0.5rem 0 0 3.25rem; color: var(--soft); font-size: 0.875rem; overflow-wrap: anywhere; }
.lone .body { display: inline; }
.lone + .lone { margin-top: 0.1rem; }
.lone .sign { color: var(--faint); font: 0.8125em var(--mono); }
.lone .at { display: inline-block; width: 3.25rem; margin-left: -3.25rem; }
.finding, .unopened { margin: 0.75rem 0 0 3.25rem; padding: 0.3rem 0.7rem; border-left: 2px solid var(--warn); background: var(--warn-tint); color: var(--warn); font-size: 0.875rem; border-radius: 0 0.35rem 0.35rem 0; overflow-wrap: anywhere; }
.finding code, .unopened code, .missing code { font: 0.8125em var(--mono); opacity: 0.85; }
.missing { margin-top: 3rem; padding-top: 1.25rem; border-top: 1px solid var(--line); font-size: 0.875rem; }
.missing h3 { font-size: 1rem; font-weight: 620; }
.missing ul { padding-left: 1.1rem; overflow-wrap: anywhere; }
.end { margin-top: 3rem; color: var(--faint); font-size: 0.8125rem; text-align: center; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 30rem) {
  main { padding: 1.5rem 0.9rem 4rem; }
  .turn { grid-template-columns: 2.6rem minmax(0, 1fr); }
  .face { width: 1.9rem; height: 1.9rem; border-radius: 0.6rem; }
  .lone { margin-left: 2.6rem; } .lone .sign { color: var(--faint); font: 0.8125em var(--mono); }
.lone .at { width: 2.6rem; margin-left: -2.6rem; }
  .finding, .unopened { margin-left: 2.6rem; }
}
@media print {
  .message, .lone, .finding, .unopened { break-inside: avoid-page; }
  .who, h2 { break-after: avoid-page; }
  .face { border: 1px solid #bbb; }
  details.people::details-content { content-visibility: visible; block-size: auto; }
}
`;
