import type { Conversation } from '@parley/client';
import { type Command, InvalidArgumentError } from 'commander';
import { say } from '../output.ts';
import { conversationArgument, type StationFlags, stationCommand, withStation } from './common.ts';

type Setting = readonly [
  name: string,
  description: string,
  done: string,
  set: (conversation: Conversation) => Promise<void>,
];

const settings: readonly Setting[] = [
  ['favorite', 'mark a conversation as a favourite', 'is a favourite', (one) => one.favorite()],
  ['unfavorite', 'take the mark away', 'is no favourite', (one) => one.unfavorite()],
  ['mute', 'be told nothing of a conversation', 'is muted', (one) => one.mute()],
  ['unmute', 'be told of it again', 'is not muted', (one) => one.unmute()],
  ['hide', 'hide a conversation until something new is written', 'is hidden', (one) => one.hide()],
  ['unhide', 'show it again', 'is shown', (one) => one.unhide()],
];

/** One's own settings of a conversation, which nobody else sees: `favorite`, `mute`, `hide`, their opposites, `color`. */
export function settingsCommands(): Command[] {
  return [...settings.map(settingCommand), colorCommand()];
}

function settingCommand([name, description, done, set]: Setting): Command {
  return stationCommand(name, description)
    .argument(...conversationArgument)
    .action(async (wanted: string, flags: StationFlags) => {
      await withStation(flags, async (parley) => set(await parley.conversation(wanted)));
      say(`"${wanted}" ${done}.`);
    });
}

function colorCommand(): Command {
  return stationCommand('color', 'set the colour of a conversation in your lists')
    .argument(...conversationArgument)
    .argument('<color>', 'as #rrggbb', (color: string) => {
      if (!/^#[0-9a-f]{6}$/i.test(color)) throw new InvalidArgumentError('Write it like #ffcc00.');
      return color;
    })
    .action(async (wanted: string, color: string, flags: StationFlags) => {
      await withStation(flags, async (parley) => (await parley.conversation(wanted)).setColor(color));
      say(`"${wanted}" is shown in ${color}.`);
    });
}
