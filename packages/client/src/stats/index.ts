export { type Bin, binsOf, type Span } from './bins.ts';
export { collectStats, type StatsOptions } from './collect.ts';
export { durationText } from './durations.ts';
export { statsPage } from './html.ts';
export type { Durations, PersonStats, Stats, ThreadStats } from './stats.ts';
export { statsText } from './text.ts';
