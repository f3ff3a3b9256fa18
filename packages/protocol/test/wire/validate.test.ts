import { expect, test } from 'bun:test';
import { calls, FullName, faultOf, NewMessage } from '@parley/protocol/wire';

const download = {
  action: 'download',
  conversationid: '8ca16186c36a4e0a1ef2096e6c60b613',
  instance: 'ZTZqIV8LS5',
  firstmessagedate: '2024-03-08 15:37:00',
  firstmessageid: 'dbe07fce-f6c7-43bb-8860-1dac3ed0cf77',
  firstreportdate: '',
  firstreportid: '',
  clientversioncode: 3,
  timestamp: '2024-03-11 07:34:39',
};
const fault = (change: object) =>
  // Through JSON, where a member that is undefined is missing.
  faultOf(
    calls['conversation/download'].request,
    JSON.parse(JSON.stringify({ ...download, ...change })),
    'the body',
  );

test('a valid body has no fault, and members that nobody knows are let be', () => {
  expect(fault({})).toBeUndefined();
  expect(fault({ somethingnew: 1 })).toBeUndefined();
});

test('a fault names the field and says what it must be', () => {
  expect(fault({ conversationid: 'x' })).toEqual({
    field: 'conversationid',
    message: '`conversationid` must be a conversation id: 32 lowercase hexadecimal digits.',
  });
  expect(fault({ instance: undefined })?.message).toBe(
    '`instance` is missing: it must be an instance: 10 letters and digits.',
  );
  expect(fault({ firstmessageid: 'DBE07FCE-f6c7-43bb-8860-1dac3ed0cf77' })?.field).toBe('firstmessageid');
  expect(fault({ limit: 0 })?.message).toBe('`limit` must be an integer from 1 to 1000.');
});

test('a date that no calendar has is a fault', () => {
  expect(fault({ timestamp: '2024-02-30 00:00:00' })?.field).toBe('timestamp');
  expect(fault({ firstmessagedate: '2024-03-08 24:00:00' })?.field).toBe('firstmessagedate');
});

test('a body that is no object is called by its name', () => {
  expect(faultOf(calls['conversation/download'].request, [], 'the body')?.message).toBe(
    'the body must be a JSON object.',
  );
});

test('a field inside a list is named with its place', () => {
  const create = calls['conversation/create'].request;
  const body = { secrets: [{ userid: 'x' }] };
  expect(faultOf(create.properties.secrets, body.secrets, '`secrets`')?.field).toMatch(/^\[0\]/);
});

test('a member that a message does not have is named', () => {
  const message = {
    ID: 'dbe07fce-f6c7-43bb-8860-1dac3ed0cf77',
    Type: 'Message',
    Created: '2024-03-08 15:37:00',
    ValidUntil: '2024-03-08 15:37:00',
    Data: 'AA==',
    Extra: 1,
  };
  expect(faultOf(NewMessage, message, '`message`')).toEqual({
    field: 'Extra',
    message: '`Extra` is not expected there: leave it out.',
  });
});

test('names refuse controls, lone surrogates and what nobody sees, and take letters of every script', () => {
  for (const name of ['\u0000', 'a\u0000b', '\ud800', ' ', '\u202eevil', '\u200b', 'a\nb', '']) {
    expect(faultOf(FullName, name, 'it'), JSON.stringify(name)).toBeDefined();
  }
  for (const name of ['Ödön', '李小龍', 'محمد', '🦊 fox', 'a']) {
    expect(faultOf(FullName, name, 'it'), name).toBeUndefined();
  }
});
