import manifest from '../package.json' with { type: 'json' };

/** The server's own version: `server` of the login response. */
export const VERSION: string = manifest.version;
