import { describe, expect, test } from 'bun:test';
import { groupConversationId, pairConversationId } from '../../src/ids/index.ts';
import vectors from '../../vectors/ids.json' with { type: 'json' };

describe('conversation ids', () => {
  test('of two people are the documented one, whoever asks', () => {
    for (const { one, other, conversationid } of vectors.pairs) {
      expect(pairConversationId(one, other)).toBe(conversationid);
      expect(conversationid).toBe('8ca16186c36a4e0a1ef2096e6c60b613');
    }
  });

  test('of groups are bound to creator and nonce', () => {
    for (const { creator, nonce, conversationid } of vectors.groups) {
      expect(groupConversationId(creator, nonce)).toBe(conversationid);
      expect(groupConversationId(creator, nonce.replace('0', '1'))).not.toBe(conversationid);
      expect(
        groupConversationId(
          creator.replace(/^./, (first) => (first === '0' ? '1' : '0')),
          nonce,
        ),
      ).not.toBe(conversationid);
    }
  });
});
