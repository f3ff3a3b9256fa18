export * from './base64.ts';
export * from './bytes.ts';
export * from './dates.ts';
export * from './hex.ts';
export * from './json.ts';
export * from './visible.ts';
