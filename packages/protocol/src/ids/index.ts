export * from './conversation.ts';
export * from './formats.ts';
export * from './user.ts';
