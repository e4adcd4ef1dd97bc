/** `docker config inspect`, `docker node inspect` and the like: objects of a cluster. */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { INSPECT_FORMAT_HELP } from '../format/help-texts.ts';
import { inspect, lookUp } from './inspect.ts';

/** The command for one kind. `folder` is where the API has it; `operand` is CONFIG, or `self|NODE` where a name may stand for it. */
export function clusterInspect(kind: string, folder: string, options: { operand?: string; query?: Readonly<Record<string, string>> } = {}): Command {
  const noun = kind.toUpperCase();
  return {
    use: `inspect [OPTIONS] ${options.operand ?? noun} [${noun}...]`,
    short: `Display detailed information on one or more ${folder}`,
    args: minArgs(1),
    flags: [
      { name: 'format', short: 'f', value: string(), usage: INSPECT_FORMAT_HELP },
      { name: 'pretty', value: bool(), usage: 'Print the information in a human friendly format' },
    ],
    *run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
      return yield* inspect(cli, names, flags.string('format'), (name) => lookUp(cli, `/${folder}/${name}`, 'any', options.query));
    },
  };
}
