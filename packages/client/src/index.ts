/** Parley's client library: for Bun, Node >= 22 and browsers. */
export type { Credentials } from './account/login.ts';
export type { Recovering } from './account/recover.ts';
export type { Registration } from './account/register.ts';
export type { AccountRecord, EnterStep, StationOptions } from './account/station.ts';
export type { StationView } from './account/stations.ts';
export {
  Conversation,
  type ImportDraft,
  type ImportOptions,
  type ImportResult,
} from './conversation/conversation.ts';
export { Download, type DownloadOptions } from './conversation/download.ts';
export type { SyncOptions, SyncProgress, SyncResult } from './conversation/history.ts';
export type { AddOptions, GroupRole } from './conversation/membership.ts';
export type { DownloadSummary } from './conversation/tally.ts';
export * from './errors.ts';
export { ircDrafts } from './irc/drafts.ts';
export * from './irc/index.ts';
export type { LiveClock } from './live/clock.ts';
export type { LiveEvents, LiveState } from './live/events.ts';
export type { Live, LiveOptions } from './live/live.ts';
export type { WebSocketConstructor, WebSocketLike } from './live/web-socket.ts';
export { Parley } from './parley.ts';
export { type Availability, Friends, type FriendView, type PersonOrId } from './people/friends.ts';
export { People, type Person } from './people/people.ts';
export type { LocalLog, LocalStore } from './store/local-store.ts';
export { MemoryStore } from './store/memory-store.ts';
export { importLocalKey, makeLocalKey } from './store/vault.ts';
export type * from './timeline/api.ts';
export type * from './timeline/item.ts';
export * from './view.ts';
