import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { serveCommand } from './commands/serve.ts';

const program = new Command('parley')
  .description('Self-hosted, end-to-end encrypted team chat whose conversations can be downloaded as data')
  .version(manifest.version)
  .addCommand(serveCommand());

await program.parseAsync();
