import type { LoginAnswer } from '@parley/protocol/wire';

/**
 * Where the caller finds the listeners that are on: the WebSocket is where the calls are, because whatever stands
 * between lets that through. Source: docs/spec/wire.md part 2, Listeners.
 * @param address of the server's calls: a URL without query
 */
export function listenersAt(address: string, udpPort: number | undefined): LoginAnswer['listeners'] {
  const socket = `${address.replace(/^http/, 'ws')}?srv=chatserver&api=chatlistener`;
  const isSecure = address.startsWith('https:');
  return {
    udp: udpPort === undefined ? '' : `udp://${new URL(address).hostname}:${udpPort}`,
    ws: isSecure ? '' : socket,
    wss: isSecure ? socket : '',
  };
}
