import type { Operation } from '../operation.ts';
import { viewsOf } from './view.ts';

/** Source: docs/spec/wire.md part 1. */
export const listConversations: Operation<'conversation/list'> = (services, caller) =>
  services.store.read(async (reader) => ({ conversations: await viewsOf(reader, caller) }));
