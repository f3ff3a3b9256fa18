export * from './conversation.ts';
export * from './user.ts';
