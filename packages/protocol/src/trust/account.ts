/** Whose keys: ids as lowercase hex. Everything sealed or signed for a user is bound to both. */
export interface Account {
  readonly workspaceId: string;
  readonly userId: string;
}

/** Which secret of which conversation. */
export interface EpochId {
  readonly workspaceId: string;
  readonly conversationId: string;
  /** 0, 1, 2 … up to 2^32 - 1. */
  readonly epoch: number;
}
