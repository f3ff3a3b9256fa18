import { print, say } from './output.ts';

/** Data is the code alone; what to do with it is said beside. */
export async function showRecoveryCode(code: string): Promise<void> {
  say(
    'Keep this recovery code in a safe place. It is shown only now, and is the way back without the password:',
  );
  await print(`${code}\n`);
}
