import type { Conversation as ConversationObject, Properties } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';

type SettingCall =
  | 'conversation/favorite'
  | 'conversation/unfavorite'
  | 'conversation/mute'
  | 'conversation/unmute'
  | 'conversation/unhide';

/**
 * The user's own settings of a conversation, which nobody else sees and all stations of the user share.
 * Source: docs/spec/wire.md part 1, facts.
 */
export abstract class ConversationSettings {
  abstract readonly id: string;
  /** The conversation as the server last described it. */
  abstract get object(): ConversationObject;
  /** Learns what the server listed. */
  abstract take(object: ConversationObject): Promise<void>;
  protected abstract readonly station: Station;
  /** This conversation as the server lists it now. */
  protected abstract listed(): Promise<ConversationObject>;
  /** Keeps what the server has answered for the next start. */
  protected abstract readonly keepObject: (object: ConversationObject) => Promise<void>;
  #answers = 0;

  /** How often the server has answered about this conversation alone: a list that was asked for before may be older. */
  get answers(): number {
    return this.#answers;
  }

  /** Learns what the server has answered about this conversation alone. */
  async refresh(object: ConversationObject): Promise<void> {
    this.#answers++;
    await this.take(object);
    await this.keepObject(object);
  }

  get isFavorite(): boolean {
    return this.#own?.isfavorite ?? false;
  }

  get isMuted(): boolean {
    return this.#own?.ismuted ?? false;
  }

  /** Whether it is hidden: until a new message brings it back. */
  get isHidden(): boolean {
    return this.#own?.hideid === hideIdOf(this.object);
  }

  /** The colour behind the conversation in lists, as `#rrggbb`: at first `#ffffff`. */
  get color(): string {
    return this.#own?.listitembackgroundcolor ?? '';
  }

  favorite(): Promise<void> {
    return this.#set('conversation/favorite');
  }

  unfavorite(): Promise<void> {
    return this.#set('conversation/unfavorite');
  }

  mute(): Promise<void> {
    return this.#set('conversation/mute');
  }

  unmute(): Promise<void> {
    return this.#set('conversation/unmute');
  }

  /** Hides the conversation as it stands now, until a new message arrives. */
  async hide(): Promise<void> {
    const { transport, session } = this.station;
    const hideid = hideIdOf(await this.listed());
    const fields = { conversationid: this.id, hideid };
    await this.refresh((await transport.call('conversation/hide', fields, { session })).conversation);
  }

  unhide(): Promise<void> {
    return this.#set('conversation/unhide');
  }

  /** @param color as `#rrggbb` @throws ServerError `invalid_request` for anything else */
  async setColor(color: string): Promise<void> {
    const { transport, session } = this.station;
    const { conversation } = await transport.call(
      'conversation/setlistitembackgroundcolor',
      { conversationid: this.id, color },
      { session },
    );
    await this.refresh(conversation);
  }

  get #own(): Properties | undefined {
    return this.object.properties.find(({ userid }) => userid === this.station.account.userid);
  }

  async #set(call: SettingCall): Promise<void> {
    const { transport, session } = this.station;
    const { conversation } = await transport.call(call, { conversationid: this.id }, { session });
    await this.refresh(conversation);
  }
}

/** What names a conversation's state for hiding. Source: docs/spec/wire.md part 1, facts. */
function hideIdOf({ instance, lastmessageid }: ConversationObject): string {
  return `${instance};${lastmessageid}`;
}
