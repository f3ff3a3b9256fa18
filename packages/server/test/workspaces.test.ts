import { describe, expect, test } from 'bun:test';
import { Workspaces } from '../src/workspaces.ts';

const named = (name: string) => ({ id: name, name, registration: 'true', friendship: 'open' }) as const;
const workspaces = new Workspaces([named('localhost'), named('chat.example.org')]);

describe('the host selects the workspace', () => {
  const cases: [host: string, name: string][] = [
    ['chat.example.org', 'chat.example.org'],
    ['chat.example.org:9080', 'chat.example.org'],
    ['Chat.Example.ORG', 'chat.example.org'],
    ['chat.example.org.', 'chat.example.org'],
    ['chat.example.org.:9080', 'chat.example.org'],
    ['localhost', 'localhost'],
    ['other.example.org', 'localhost'],
    ['x.chat.example.org', 'localhost'],
    ['127.0.0.1:9080', 'localhost'],
    ['[::1]:9080', 'localhost'],
    ['', 'localhost'],
  ];
  for (const [host, name] of cases) {
    test(`"${host}" is ${name}`, () => {
      expect(workspaces.forHost(host).name).toBe(name);
    });
  }
});
