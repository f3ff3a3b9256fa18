import { type OptionName, optionNames, options, readConfig } from '@parley/server/config';
import { Command, Option } from 'commander';
import { whenParentIsGone } from '../parent.ts';

/** `parley serve`: runs a server until it is told to stop. */
export function serveCommand(): Command {
  const command = new Command('serve').description(
    'run a server; each option is also an environment variable, and none is needed',
  );
  const flags = new Map<OptionName, string>();
  for (const name of optionNames) {
    const { env, flag, help, default: fallback } = options[name];
    if (flag === undefined) continue;
    const option = new Option(flag, `${help} (${fallback === '' ? env : `${env}, ${fallback}`})`);
    flags.set(name, option.attributeName());
    command.addOption(option);
  }
  return command.action(async (given: Record<string, string>) => {
    const named = [...flags].flatMap(([name, attribute]) => {
      const text = given[attribute];
      return text === undefined ? [] : [[name, text] as const];
    });
    await serve(Object.fromEntries(named));
  });
}

async function serve(flags: Partial<Record<OptionName, string>>): Promise<void> {
  const { startServer, StartError, ConfigError } = await import('@parley/server');
  try {
    const config = readConfig(flags, process.env);
    const server = await startServer({ ...config, web: config.web || (await ownClient()) });
    stopOnRequest(server.stop);
    process.stdout.write(`Parley is ready at ${server.url}\n`);
  } catch (error) {
    if (!(error instanceof StartError || error instanceof ConfigError)) throw error;
    process.stderr.write(`parley: ${error.message}\n`);
    process.exit(1);
  }
}

/** The folder of the browser client that comes with Parley; without it, the server still serves every other client. */
async function ownClient(): Promise<string> {
  const { builtClient, BundleError } = await import('@parley/web/bundle');
  try {
    return await builtClient();
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    process.stderr.write(`parley: ${error.message}\n`);
    return '';
  }
}

/** The first request to stop lets what is under way finish; the second does not wait. */
function stopOnRequest(stop: () => Promise<void>): void {
  let stopping = false;
  const request = () => {
    if (stopping) process.exit(1);
    stopping = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', request);
  process.on('SIGINT', request);
  if (process.env.npm_lifecycle_event !== undefined) {
    whenParentIsGone(() => {
      if (!stopping) request();
    });
  }
}
