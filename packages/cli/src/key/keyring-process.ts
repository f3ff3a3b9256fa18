/*
 * Asks the platform's keyring (Keychain, libsecret, Credential Manager) one thing, read as JSON from standard input.
 * A process of its own, because a keyring that waits for somebody to unlock it cannot be told to stop.
 */
const { action, service, name, value } = JSON.parse(await Bun.stdin.text());
try {
  const answer =
    action === 'get'
      ? await Bun.secrets.get({ service, name })
      : action === 'set'
        ? await Bun.secrets.set({ service, name, value })
        : await Bun.secrets.delete({ service, name });
  process.stdout.write(JSON.stringify({ answer: answer ?? null }));
} catch (error) {
  process.stdout.write(JSON.stringify({ failure: (error as Error).message }));
}
