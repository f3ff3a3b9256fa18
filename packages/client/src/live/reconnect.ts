/** Milliseconds: the first wait, which doubles with every failure, and the longest. */
const FIRST = 1000;
const LONGEST = 30_000;

/**
 * How long to wait before the next try, in milliseconds. The whole of it is random, so that those who lost their
 * connections together, because the server restarted, do not come back together.
 * @param failures how many tries have failed in a row; from 1
 * @param random from 0 to 1
 */
export function reconnectDelay(failures: number, random: number): number {
  return Math.round(Math.min(FIRST * 2 ** (failures - 1), LONGEST) * random);
}
