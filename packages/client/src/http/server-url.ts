import { ClientError } from '../errors.ts';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address of a server as calls use it: with its path, without query. `https:`, or `http:` to this very machine;
 * other `http:` only when told, because it shows everybody on the way what the server gets and lets them guess
 * passwords (docs/spec/trust.md section 5).
 * @throws ClientError `bad_server_address`, `insecure_server`
 */
export function serverUrl(server: string, allowInsecure = false): URL {
  const url = URL.canParse(server) ? new URL(server) : undefined;
  // "localhost:9080" is a URL as well, whose protocol is "localhost:".
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new ClientError(
      'bad_server_address',
      `"${server}" is not the address of a server: write it like https://chat.example.org.`,
    );
  }
  const plainAllowed = allowInsecure || LOOPBACK.test(url.hostname) || url.hostname.endsWith('.localhost');
  if (url.protocol === 'http:' && !plainAllowed) {
    throw new ClientError(
      'insecure_server',
      `${url.origin} is not encrypted on the way: use its https: address, or allow it explicitly on a network you trust.`,
    );
  }
  url.search = '';
  url.hash = '';
  return url;
}
