/** `docker inspect` (https://docs.docker.com/reference/cli/docker/inspect/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { quote } from '../../formats/pflag/quote.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { noComplete, oneOf } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { INSPECT_FORMAT_HELP } from '../format/help-texts.ts';
import { findAny, OBJECT_TYPES } from '../inspect/find.ts';
import { inspect } from '../inspect/inspect.ts';

export const command: Command = {
  use: 'inspect [OPTIONS] NAME|ID [NAME|ID...]',
  short: 'Return low-level information on Docker objects',
  args: minArgs(1),
  flags: [
    { name: 'format', short: 'f', value: string(), usage: INSPECT_FORMAT_HELP },
    { name: 'size', short: 's', value: bool(), usage: 'Display total file sizes if the type is container' },
    { name: 'type', value: string(), usage: 'Only inspect objects of the given type', complete: oneOf('config', 'container', 'image', 'network', 'node', 'plugin', 'secret', 'service', 'task', 'volume') },
  ],
  complete: noComplete,
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  const type = flags.string('type');
  if (type !== '' && !OBJECT_TYPES.includes(type)) {
    throw new StatusError(`unknown type: ${quote(type)}: must be one of "${OBJECT_TYPES.join('", "')}"`);
  }
  if (type === '' && flags.changed('type')) throw new StatusError(`type is empty: must be one of "${OBJECT_TYPES.join('", "')}"`);
  return yield* inspect(cli, names, flags.string('format'), (name) => findAny(cli, name, type, flags.bool('size')));
}
