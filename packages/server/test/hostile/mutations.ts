/** Numbers that are the same for the same seed. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** An integer from 0 to `below` - 1. */
  below(below: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * below);
  }

  one<Value>(list: readonly Value[]): Value {
    return list[this.below(list.length)] as Value;
  }
}

/** JSON that programs stumble over. */
const ODD: readonly string[] = [
  'null',
  'true',
  '-1',
  '1e400',
  '9007199254740993',
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '"__proto__"',
  '[]',
  '{}',
  '[[[[[[[[[[]]]]]]]]]]',
  '{"constructor":{"prototype":{}}}',
  `"${'A'.repeat(3000)}"`,
  '"2024-02-30 25:61:61"',
  '"\' OR 1=1 --"',
  '"../../etc/passwd"',
  '"%s%n"',
];

/** A text with a few things wrong: bytes, structure or values. */
export function mutated(text: string, dice: Dice): Buffer {
  let bytes: Buffer = Buffer.from(text);
  for (let left = 1 + dice.below(3); left > 0; left--) bytes = once(bytes, dice);
  return bytes;
}

function once(bytes: Buffer, dice: Dice): Buffer {
  const at = dice.below(bytes.length + 1);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (dice.below(7)) {
    case 0: {
      const flipped = Buffer.from(bytes);
      if (at < flipped.length) flipped[at] = (flipped[at] as number) ^ (1 << dice.below(8));
      return flipped;
    }
    case 1:
      return Buffer.concat([before, Buffer.from([dice.below(256)]), after]);
    case 2:
      return Buffer.concat([before, after.subarray(1 + dice.below(20))]);
    case 3:
      return before;
    case 4:
      return Buffer.concat([before, bytes.subarray(dice.below(bytes.length + 1)), after]);
    default:
      return Buffer.from(withOddValue(bytes.toString('latin1'), dice), 'latin1');
  }
}

/** Puts something odd in the place of one value, or renames one member. */
function withOddValue(json: string, dice: Dice): string {
  const values = [...json.matchAll(/:("(?:[^"\\]|\\.)*"|-?\d+|true|false|null)/g)];
  const value = values[dice.below(values.length || 1)];
  if (!value) return dice.one(ODD);
  const start = value.index + 1;
  const end = value.index + value[0].length;
  return json.slice(0, start) + dice.one(ODD) + json.slice(end);
}
