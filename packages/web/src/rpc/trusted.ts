/** The part of the Trusted Types API that is used; TypeScript's DOM has none of it. */
interface Policy {
  createScriptURL(url: string): unknown;
}

declare global {
  /** The one policy that the server's allows: scripts of a page that are bundled apart share it. */
  var parleyPolicy: Policy | undefined;
  var trustedTypes: { createPolicy(name: string, rules: Policy): Policy } | undefined;
}

/** Where the browser knows Trusted Types: an address of the client's own files, and no other. */
export function trusted(address: string): string {
  globalThis.parleyPolicy ??= globalThis.trustedTypes?.createPolicy('parley', { createScriptURL: ownPath });
  return (globalThis.parleyPolicy?.createScriptURL(address) ?? ownPath(address)) as string;
}

/** @throws Error for what is none of the client's own scripts */
function ownPath(address: string): string {
  const { origin, pathname } = new URL(address, location.origin);
  if (origin !== location.origin || !/^\/(?:assets\/[\w.-]+|sw)\.js$/.test(pathname)) {
    throw new Error(`${address} is none of the client's own scripts.`);
  }
  return pathname;
}
