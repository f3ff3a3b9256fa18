export * from './clock.ts';
export * from './folder.ts';
export * from './logs.ts';
export * from './process.ts';
export * from './proxy.ts';
export * from './server.ts';
export * from './sources.ts';
export * from './world.ts';
