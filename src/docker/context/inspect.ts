/** `docker context inspect` (https://docs.docker.com/reference/cli/docker/context/inspect/) */
import { encodeJSON } from '../../formats/json/encode.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { contextNames } from '../completions.ts';
import { INSPECT_FORMAT_HELP } from '../format/help-texts.ts';
import { inspect } from '../inspect/inspect.ts';
import { contextOf } from './endpoint.ts';

export const command: Command = {
  use: 'inspect [OPTIONS] [CONTEXT] [CONTEXT...]',
  short: 'Display detailed information on one or more contexts',
  flags: [
    { name: 'format', short: 'f', value: string(), usage: INSPECT_FORMAT_HELP },
  ],
  complete: contextNames(-1),
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  const wanted = names.length === 0 ? [cli.contextName] : names;
  return yield* inspect(cli, wanted, flags.string('format'), function* find(name) {
    const meta = contextOf(cli, name);
    const memory = name === 'default';
    const storage = { MetadataPath: memory ? '<IN MEMORY>' : cli.contexts.metaPath(name), TLSPath: memory ? '<IN MEMORY>' : cli.contexts.tlsPath(name) };
    return { raw: encodeJSON({ Name: meta.Name, Metadata: meta.Metadata, Endpoints: meta.Endpoints, TLSMaterial: {}, Storage: storage }), struct: 'context', typedOnly: true } as const;
  });
}
