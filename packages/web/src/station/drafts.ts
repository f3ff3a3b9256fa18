/** What somebody has begun to write in a conversation. */
export interface Draft {
  readonly text: string;
  /** The message that it answers. */
  readonly replyTo?: DraftReply | undefined;
}

export interface DraftReply {
  readonly id: string;
  readonly name: string;
  /** Its first line. */
  readonly text: string;
}

export interface DraftsApi {
  draft(input: { readonly conversationId: string }): Promise<Draft>;
  /** Keeps a draft, sealed, over restarts; an empty one is forgotten. */
  keepDraft(input: { readonly conversationId: string; readonly draft: Draft }): Promise<void>;
}
