import { fromBase64, fromWireDate, toHex } from '../../src/encoding/index.ts';
import { groupConversationId, normalizeEmail, pairConversationId, userIdOf } from '../../src/ids/index.ts';
import { paddedSize } from '../../src/trust/padding.ts';

export function idVectors() {
  const emails: [about: string, email: string][] = [
    ['the documented example', 'admin@ozeki.hu'],
    ['ASCII white space around is trimmed, A to Z lowercased', ' \t\r\nAlice.Smith@Example.ORG\v\f'],
    ['a decomposed letter becomes the composed one', 'rene\u0301@example.org'],
    ['a letter beyond A to Z keeps its case', '\u00c9mile@example.org'],
    ['the Kelvin sign is NFC for K, which is then lowercased', '\u212aelvin@example.org'],
    ['the Angstrom sign is NFC for a letter that keeps its case', '\u212bngstr\u00f6m@example.org'],
    ['a no-break space is not ASCII white space and stays', '\u00a0alice@example.org'],
    ['the Turkish dotted capital I keeps its case', '\u0130@example.org'],
  ];
  const pairs = [
    ['aa68d2204cb2bb85f2de3b9aad0d86d7', 'd574638619cbff603bf857164c47e850'],
    ['d574638619cbff603bf857164c47e850', 'aa68d2204cb2bb85f2de3b9aad0d86d7'],
  ] as const;
  const nonce = '000102030405060708090a0b0c0d0e0f';
  const creator = userIdOf('alice@example.org');
  return {
    about:
      'Ids derived from other values: docs/spec/trust.md 1 (user), wire.md part 1 and 3 (conversations).',
    users: emails.map(([about, email]) => ({
      about,
      email,
      normalized: normalizeEmail(email),
      userid: userIdOf(email),
    })),
    pairs: pairs.map(([one, other]) => ({ one, other, conversationid: pairConversationId(one, other) })),
    groups: [{ creator, nonce, conversationid: groupConversationId(creator, nonce) }],
  };
}

export function base64Vectors() {
  const accepted = ['', 'AA==', '/w==', 'AAA=', '//8=', 'AAAA', '+/+/', 'SGVsbG8sIFdvcmxkIQ=='];
  return {
    about: 'Canonical base64 (RFC 4648 sections 3.5 and 4) and what must be refused.',
    accepted: accepted.map((text) => ({ text, hex: toHex(fromBase64(text)) })),
    refused: [
      { about: 'unused bits of the last character are not zero (one byte)', text: 'AB==' },
      { about: 'unused bits of the last character are not zero (two bytes)', text: 'AAB=' },
      { about: 'padding is missing', text: 'AA' },
      { about: 'padding is missing', text: 'AAA' },
      { about: 'one character of padding too few', text: 'AA=' },
      { about: 'padding without data', text: '====' },
      { about: 'padding in the middle', text: 'AA==AAAA' },
      { about: 'too much padding', text: 'A===' },
      { about: 'the URL alphabet', text: '-_-_' },
      { about: 'a line end', text: 'AAAA\n' },
      { about: 'a space', text: 'AA AA===' },
      { about: 'a character beyond ASCII', text: 'AAA\u0410' },
    ],
  };
}

export function dateVectors() {
  const accepted = [
    '1970-01-01 00:00:00',
    '2024-02-29 23:59:59',
    '2026-01-31 12:00:01',
    '1969-12-31 23:59:59',
    '9999-12-31 23:59:59',
    '0001-01-01 00:00:00',
  ];
  return {
    about: 'Dates of the wire: yyyy-MM-dd HH:mm:ss in UTC; milliseconds since the Unix epoch.',
    accepted: accepted.map((date) => ({ date, milliseconds: fromWireDate(date) })),
    refused: [
      '2023-02-29 00:00:00',
      '2024-04-31 00:00:00',
      '2024-13-01 00:00:00',
      '2024-00-10 00:00:00',
      '2024-01-01 24:00:00',
      '2024-01-01 23:60:00',
      '2024-01-01 23:59:60',
      '2024-01-01T00:00:00',
      '2024-01-01 00:00:00Z',
      '2024-1-1 00:00:00',
      '2024-01-01 00:00',
      ' 2024-01-01 00:00:00',
      '2024-01-01 00:00:00\n',
      '\u0662\u0660\u0662\u0664-01-01 00:00:00',
      '',
    ],
  };
}

export function jsonVectors() {
  return {
    about:
      'JSON as payloads have it (docs/spec/trust.md 4): any valid JSON but duplicate names and integers beyond 2^53.',
    accepted: [
      { about: 'as JSON.stringify writes it', text: '{"a":1,"b":[true,null,"x"],"c":{"a":2}}' },
      { about: 'spaces, line ends and tabs between tokens', text: ' {\n\t"a" : 1 ,\r\n "b" : [ 1 , 2 ] } ' },
      { about: 'escapes that need not be', text: '{"\\u0061":"\\/\\u00e9"}' },
      { about: 'the same name in different objects', text: '{ "a":{"a":1},"b":[{"a":1},{"a":2}]}' },
      { about: 'names that look like numbers, out of order', text: '{"b":1,"2":1,"1":1}' },
      { about: 'a name that objects treat specially', text: '{"__proto__":1,"constructor":2}' },
      { about: '2^53 itself', text: '[9007199254740992,-9007199254740992]' },
      { about: 'the largest safe integer', text: '[9007199254740991,-9007199254740991]' },
      {
        about: 'fractions and exponents below 2^53',
        text: '[1.50,1e3,1E+3,-0,-0.0,1e-400,9007199254740990.5]',
      },
      {
        about: 'what looks like a long number or a second name inside a text',
        text: '{"a":"9007199254740993 1e+99 \\"a\\":1,\\"a\\":2"}',
      },
      {
        about: 'a text with every kind of escape',
        text: '{ "a":"\\"\\\\\\/\\b\\f\\n\\r\\t\\ud83d\\ude00\\ud800"}',
      },
      { about: 'a value that is not an object', text: '"a"' },
    ],
    refused: [
      { about: 'a name twice', text: '{"a":1,"a":1}' },
      { about: 'a name twice, deep inside', text: '{"x":[1,{"y":{"a":1,"b":2,"a":3}}]}' },
      { about: 'a name twice, once written with an escape', text: '{"a":1,"\\u0061":2}' },
      { about: 'a name twice with spaces', text: '{"a" : 1, "a" : 2}' },
      { about: 'a special name twice', text: '{"__proto__":1,"__proto__":2}' },
      { about: 'the empty name twice', text: '{"":1,"":2}' },
      { about: 'a name twice after an inner object', text: '{"a":{"b":[]},"c":"}","a":2}' },
      { about: '2^53 + 1', text: '{"a":9007199254740993}' },
      { about: '2^53 + 2, which a double holds', text: '{"a":9007199254740994}' },
      { about: '-2^53 - 1', text: '[-9007199254740993]' },
      { about: 'a large integer written as JSON.stringify would', text: '[1e+300]' },
      { about: 'a large integer with an exponent', text: '[1E300]' },
      { about: 'an integer beyond every double', text: '[1e400]' },
      { about: 'an integer with a fraction of zeros', text: '[9007199254740993.0]' },
      { about: 'not JSON', text: '{a:1}' },
      { about: 'two values', text: '{}{}' },
      { about: 'a byte order mark', text: '\ufeff{}' },
      { about: 'nothing', text: '' },
    ],
  };
}

export function paddingVectors() {
  const lengths = [
    1, 31, 32, 33, 63, 64, 65, 95, 96, 97, 128, 129, 192, 193, 256, 257, 384, 385, 512, 513, 768, 769,
  ];
  const large = [1024, 1025, 1536, 1537, 65536, 65537, 98304, 98305, 1048576, 1048577];
  return {
    about: 'The padded size for so many bytes of JSON and the 0x80 together (docs/spec/trust.md 4).',
    sizes: [...lengths, ...large].map((length) => ({ length, size: paddedSize(length) })),
    refused: [
      { about: 'empty', hex: '' },
      { about: 'no 0x80', hex: '7b7d'.padEnd(64, '0') },
      { about: 'only zeros', hex: ''.padEnd(64, '0') },
      { about: 'another byte than 0x80 at the end', hex: '7b7d81'.padEnd(64, '0') },
      { about: 'a size that is not of the series', hex: '7b7d80'.padEnd(96, '0') },
      { about: 'a size of the series, but not the smallest', hex: '7b7d80'.padEnd(128, '0') },
      { about: 'shorter than the smallest size', hex: '7b7d80' },
    ],
  };
}
