/** `docker context ls` (https://docs.docker.com/reference/cli/docker/context/ls/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { noArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { makeRow, printRows, type RowType } from '../format/formatter.ts';
import { FORMAT_HELP } from '../format/help-texts.ts';
import { ellipsis, naturalCompare } from '../format/text.ts';
import { contextOf } from './endpoint.ts';

export const command: Command = {
  use: 'ls [OPTIONS]',
  short: 'List contexts',
  aliases: ['list'],
  args: noArgs,
  flags: [
    { name: 'format', value: string(), usage: FORMAT_HELP },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only show context names' },
  ],
  complete: noComplete,
  run,
};

const ROWS: RowType = {
  goName: '*formatter.clientContextContext',
  headers: { Name: 'NAME', Description: 'DESCRIPTION', DockerEndpoint: 'DOCKER ENDPOINT', Error: 'ERROR' },
};

interface Listed { name: string; current: boolean; description: string; host: string; error: string }

function* run(cli: Cli, _args: readonly string[], flags: FlagSet): Sys<number> {
  const quiet = flags.bool('quiet');
  const current = cli.contextName;
  const contexts: Listed[] = [contextOf(cli, 'default'), ...cli.contexts.list()].map((meta) => ({
    name: meta.Name,
    current: meta.Name === current,
    description: meta.Name === 'default' ? 'Current DOCKER_HOST based configuration' : meta.Metadata.Description ?? '',
    host: meta.Endpoints.docker?.Host ?? '',
    error: '',
  }));
  if (!contexts.some((context) => context.current)) contexts.push({ name: current, current: true, description: '', host: '', error: errorOf(cli, current) });
  contexts.sort((a, b) => naturalCompare(a.name, b.name));
  const rows = contexts.map((context) =>
    makeRow(ROWS, {
      Current: () => context.current,
      Name: () => context.name,
      Description: () => context.description,
      DockerEndpoint: () => context.host,
      // Only the table is short of space.
      Error: () => ellipsis(context.error, 45),
    }));
  const source = flags.string('format') || 'table';
  const table = 'table {{.Name}}{{if .Current}} *{{end}}\t{{.Description}}\t{{.DockerEndpoint}}\t{{.Error}}';
  yield* printRows(cli, quiet ? '{{.Name}}' : source === 'table' ? table : source, ROWS, rows);
  if ((cli.proc.env.get('DOCKER_HOST') ?? '') !== '') {
    yield* cli.err('Warning: DOCKER_HOST environment variable overrides the active context. To use a context, either set the global --context flag, or unset DOCKER_HOST environment variable.\n');
  }
  return 0;
}

function errorOf(cli: Cli, name: string): string {
  try {
    cli.contexts.get(name);
    return '';
  } catch (error) {
    if (error instanceof StatusError) return error.message;
    throw error;
  }
}
