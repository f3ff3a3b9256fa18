import type { Reactor } from '../fold/changes.ts';
import { shownName } from '../fold/speaker.ts';
import { oneLine } from '../fold/visible.ts';
import type { UnopenedView } from '../view.ts';
import type { ExportSummary } from './summary.ts';
import { longDay, type Zone } from './time.ts';

/** `1,250` */
export function amount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1,250 messages` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${amount(count)} ${count === 1 ? one : many}`;
}

/** Names with commas between, the first of them where they are many. */
export function listed(names: readonly string[], limit = 20): string {
  const more = names.length - limit;
  return names.slice(0, limit).join(', ') + (more > 0 ? ` and ${amount(more)} more` : '');
}

/** Who reacted, in one line. */
export function reactors(by: readonly Reactor[]): string {
  return listed(by.map(({ name }) => shownName(name)));
}

/** An emoji as it is shown; whoever reacted may have sent any text. */
export function shownEmoji(emoji: string): string {
  return oneLine(emoji, 24);
}

/** What an export holds, in one sentence; what it lacks is never left out. */
export function countsOf({ opened, unproven, unopened, findings, people }: ExportSummary): string {
  const total = opened + unopened.length;
  const parts = [
    unopened.length === 0
      ? counted(total, 'message')
      : `${amount(opened)} of ${counted(total, 'message')} opened`,
    people.length === 1 ? '1 person' : counted(people.length, 'person', 'people'),
  ];
  if (unopened.length > 0) parts.push(`${amount(unopened.length)} not opened`);
  if (unproven > 0) parts.push(`${amount(unproven)} not proven`);
  if (findings > 0) parts.push(counted(findings, 'finding'));
  return parts.join(' · ');
}

/** From when to when, in the zone's time; empty when there is nothing. */
export function periodOf({ from, to }: Pick<ExportSummary, 'from' | 'to'>, zone: Zone): string {
  if (from === undefined || to === undefined) return '';
  const [first, last] = [zone.day(from), zone.day(to)];
  const until = first === last ? zone.clock(to) : `${longDay(last)}, ${zone.clock(to)}`;
  return `${longDay(first)}, ${zone.clock(from)} – ${until} (${zone.name})`;
}

/** Why a message could not be opened, in one line. */
export function unopenedReason({ reason, code }: UnopenedView): string {
  return `A message could not be opened: ${oneLine(reason, 300)} (${oneLine(code, 60)})`;
}

/** What is to be known of all people alike, such as "imported by Alice"; empty when they differ. */
export function sharedNote(people: readonly { readonly note: string }[]): string {
  const [first] = people;
  return first && people.length > 1 && people.every(({ note }) => note === first.note) ? first.note : '';
}

/** Who spoke and how much, in one line; empty when nobody spoke. */
export function peopleLine({ people }: ExportSummary, limit: number): string {
  if (people.length === 0) return '';
  const shared = sharedNote(people);
  const names = people.map(
    ({ name, note, messages }) => `${name}${note && !shared ? ` (${note})` : ''} ${messages}`,
  );
  return `People${shared && ` (all ${shared})`}: ${listed(names, limit)}`;
}
