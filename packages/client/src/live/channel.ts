import type { Push } from '@parley/protocol/wire';

/** What changed, as a push or a poll tells it. */
export type News = Omit<Push, 'status' | 'errormessage'>;

/** A way on which the server tells what changes. From the moment it is open, nothing that changes is left untold. */
export interface Channel {
  /** Resolves when it is over, with the reason; with none when it was to last only so long. */
  readonly closed: Promise<Error | undefined>;
  /** Whether it is a WebSocket: it carries what is typed, and it may be dead without anybody having said so. */
  readonly isSocket: boolean;
  /** Says that the user is typing. */
  typing(conversationId: string): void;
  close(reason?: Error): void;
}
