import type { Request } from './frames.ts';

/**
 * How tabs share one worker where the browser shares none: one of them leads and runs it, and all of them, that one
 * included, speak with it over broadcast channels. A lock says who leads; when its tab is gone, the next one does.
 */

/** Said to all: a tab asks who leads, or the leader's worker says that it does. */
export type Shout = { readonly ask: true } | { readonly leader: string };

/** What a tab sends to the leader's worker. */
export interface Letter {
  readonly tab: string;
  readonly frame: Request;
}

/** The channel on which everybody hears shouts. @param build tabs of another build have another worker */
export function hallOf(build: string): BroadcastChannel {
  return new BroadcastChannel(build);
}

/** What only one reads: a tab, or the leader's worker. */
export function letterBoxOf(build: string, id: string): BroadcastChannel {
  return new BroadcastChannel(`${build}/${id}`);
}

/** Held by the tab that leads. */
export function leaderLock(build: string): string {
  return `${build}/leader`;
}

/** Held by a tab as long as it is there, so that the worker learns when it is gone, however it went. */
export function tabLock(build: string, tab: string): string {
  return `${build}/tab/${tab}`;
}
