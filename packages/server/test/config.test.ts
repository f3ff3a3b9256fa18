import { describe, expect, test } from 'bun:test';
import { resolve } from 'node:path';
import { ConfigError, type OptionName, optionNames, options, readConfig } from '../src/config.ts';

describe('settings', () => {
  test('have defaults for everything', () => {
    expect(readConfig({}, {})).toEqual({
      port: 9080,
      host: 'localhost',
      tlsCert: '',
      tlsKey: '',
      udpHost: '',
      udpPort: '',
      data: resolve('data'),
      url: '',
      web: '',
      secret: '',
      registration: 'true',
      logLevel: 'info',
      allowUnsignedNotifications: false,
      requestTimeout: 60,
      stopTimeout: 10,
    });
  });

  test('come from flags before the environment, and an empty variable is none', () => {
    const environment = { PARLEY_PORT: '8000', PARLEY_HOST: '::', PARLEY_URL: '' };
    expect(readConfig({ port: '0' }, environment)).toMatchObject({ port: 0, host: '::', url: '' });
  });

  test('keep a public URL without its final slash', () => {
    expect(readConfig({ url: 'https://Chat.Example.org/' }, {}).url).toBe('https://chat.example.org');
    expect(readConfig({ url: 'http://localhost:9080/team//' }, {}).url).toBe('http://localhost:9080/team');
  });

  test('say who may register in the words of the wire', () => {
    const registrations = ['open', 'invite', 'closed'].map((registration) =>
      readConfig({ registration }, {}),
    );
    expect(registrations.map(({ registration }) => registration)).toEqual(['true', 'invite', 'false']);
  });
});

describe('a value that cannot be used is refused with a sentence that names the option', () => {
  const wrong: [OptionName, string][] = [
    ['port', 'http'],
    ['port', '65536'],
    ['port', '-1'],
    ['port', '1e3'],
    ['host', 'a host'],
    ['udpHost', 'a host'],
    ['udpPort', '65536'],
    ['udpPort', 'on'],
    ['url', 'chat.example.org'],
    ['url', 'ftp://chat.example.org'],
    ['url', 'https://chat.example.org/?'],
    ['url', 'https://user@chat.example.org'],
    ['secret', 'short'],
    ['registration', 'true'],
    ['logLevel', 'loud'],
    ['allowUnsignedNotifications', 'yes'],
    ['requestTimeout', '0'],
    ['stopTimeout', 'never'],
  ];
  for (const [name, text] of wrong) {
    test(`${name}: ${text}`, () => {
      const { env, flag, expected } = options[name];
      const given = name === 'secret' ? '' : `, not ${JSON.stringify(text)}`;
      expect(() => readConfig({}, { [env]: text })).toThrow(
        new ConfigError(`${env} must be ${expected}${given}.`),
      );
      if (flag === undefined) return;
      expect(() => readConfig({ [name]: text }, {})).toThrow(
        new ConfigError(`${flag.split(' ')[0]} must be ${expected}${given}.`),
      );
    });
  }
});

test('every option has a variable, and no two the same', () => {
  const variables = optionNames.map((name) => options[name].env);
  expect(new Set(variables).size).toBe(variables.length);
  for (const variable of variables) expect(variable).toStartWith('PARLEY_');
});
