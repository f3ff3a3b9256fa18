import type { Writer } from '../store/engine/engine.ts';
import type { Changes } from './changes.ts';
import type { Services } from './operation.ts';

/** Notes what is to be told once the write is durable. */
export type Tell = (news: (changes: Changes) => void) => void;

/** Runs a write, and tells what it changed once that is durable; of a write that throws nothing is told. */
export async function changing<Result>(
  { store, changes }: Services,
  work: (writer: Writer, tell: Tell) => Promise<Result>,
): Promise<Result> {
  const told: ((changes: Changes) => void)[] = [];
  const result = await store.write((writer) => work(writer, (news) => told.push(news)));
  // Nothing but the write is awaited before this: changes are told in the order in which they were committed.
  for (const news of told) news(changes);
  return result;
}
