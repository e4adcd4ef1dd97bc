/** Every command with its flags as plain data, for whoever explains a command line. */
import { unquoteUsage } from '../formats/pflag/usage.ts';
import { CommandNode } from './command-node.ts';
import { COMMANDS } from './commands.ts';
import { rootCommand } from './docker.ts';

export interface FlagRow {
  readonly name: string;
  readonly short: string | undefined;
  /** The word that stands for the value in help texts; '' for a flag that takes none. */
  readonly value: string;
  readonly usage: string;
  /** A shorthand that works but is no longer shown, or a hidden flag. */
  readonly hidden: boolean;
}

export interface CommandRow {
  /** Words after `docker`: `container run`; '' for docker itself. */
  readonly path: string;
  readonly use: string;
  readonly short: string;
  readonly aliases: readonly string[];
  readonly flags: readonly FlagRow[];
  /** Flags end at the first argument. */
  readonly flagsFirst: boolean;
}

/** All commands, those above before those below. */
export function commandTable(): CommandRow[] {
  return rows(new CommandNode(rootCommand('~/.docker', COMMANDS)));
}

function rows(node: CommandNode): CommandRow[] {
  const flags = node.flags.map((flag): FlagRow => {
    const { word, usage } = unquoteUsage(flag);
    return { name: flag.name, short: flag.short, value: flag.value.noOptDefVal === undefined ? word : '', usage, hidden: flag.hidden ?? false };
  });
  const row: CommandRow = {
    path: node.path.split(' ').slice(1).join(' '),
    use: node.useLine,
    short: node.command.short,
    aliases: node.command.aliases ?? [],
    flags: flags.sort((a, b) => (a.name < b.name ? -1 : 1)),
    flagsFirst: node.command.interspersed === false,
  };
  return [row, ...node.children.flatMap(rows)];
}
