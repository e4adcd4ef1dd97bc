/** `docker system info` (https://docs.docker.com/reference/cli/docker/system/info/) */
import type { Info } from '../../api/system.ts';
import { DOCKER_FUNCS } from '../../formats/go-template/docker-funcs.ts';
import { TemplateError } from '../../formats/go-template/parse.ts';
import { parseTemplate, type Template } from '../../formats/go-template/template.ts';
import { withGoType } from '../../formats/go-values/values.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { noArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import { clientVersion } from '../client/about.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { ConnectionFailed, StatusError } from '../errors.ts';
import { INSPECT_FORMAT_HELP } from '../format/help-texts.ts';
import { toGo } from '../inspect/go-structs.ts';
import { listPlugins, type Plugin } from '../plugins.ts';
import { INDEX_SERVER, storedAuth } from '../registry/auth.ts';
import { serverText } from './info-text.ts';

export const command: Command = {
  use: 'info [OPTIONS]',
  short: 'Display system-wide information',
  aliasLine: 'docker system info, docker info',
  top: 12,
  args: noArgs,
  flags: [
    { name: 'format', short: 'f', value: string(), usage: INSPECT_FORMAT_HELP },
  ],
  complete: noComplete,
  run,
};

function* run(cli: Cli, _args: readonly string[], flags: FlagSet): Sys<number> {
  const format = flags.string('format');
  const plugins = yield* listPlugins(cli);
  let info: Info | undefined;
  let refused: StatusError | undefined;
  let unreachable: StatusError | undefined;
  if (needsServer(cli, format, plugins)) {
    try {
      info = yield* cli.client.get<Info>('/info');
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      if (error instanceof ConnectionFailed) unreachable = error;
      else refused = error;
    }
  }
  if (format !== '') {
    if (refused !== undefined) yield* cli.err(`${refused.message}\n`);
    return yield* formatted(cli, format, plugins, info, unreachable);
  }
  yield* cli.ping();
  yield* cli.out(clientText(cli, plugins));
  yield* cli.out('\nServer:\n');
  if (info !== undefined) {
    yield* cli.out(serverText(info, storedAuth(cli, INDEX_SERVER).username ?? '', cli.globals.bool('debug')));
    for (const warning of info.Warnings ?? []) yield* cli.err(`${warning}\n`);
  }
  if (refused !== undefined) yield* cli.err(`ERROR: ${refused.message}\n`);
  const errors = [...(refused === undefined ? [] : ['errors pretty printing info']), ...(unreachable === undefined ? [] : [unreachable.message])];
  if (errors.length > 0) throw new StatusError(errors.join('\n'));
  return 0;
}

function clientText(cli: Cli, plugins: readonly Plugin[]): string {
  const client = clientVersion(cli.contextName, '');
  const lines = ['Client:', ` Version:    ${client['Version'] as string}`, ` Context:    ${cli.contextName}`, ` Debug Mode: ${cli.globals.bool('debug')}`];
  if (plugins.length > 0) lines.push(' Plugins:');
  for (const plugin of plugins) {
    lines.push(`  ${plugin.name}: ${plugin.short} (${plugin.vendor})`);
    if (plugin.version !== '') lines.push(`    Version:  ${plugin.version}`);
    lines.push(`    Path:     ${plugin.path}`);
  }
  return `${lines.join('\n')}\n`;
}

function clientInfo(cli: Cli, plugins: readonly Plugin[], apiVersion: string): object {
  const fields = {
    Debug: cli.globals.bool('debug'),
    ...(clientVersion(cli.contextName, apiVersion)),
    Plugins: plugins.map((p) => ({ SchemaVersion: '0.1.0', Vendor: p.vendor, Version: p.version, ShortDescription: p.short, Name: p.name, Path: p.path })),
    Warnings: [],
  };
  const version = clientVersion(cli.contextName, apiVersion) as { toJSON(): object };
  Object.defineProperty(fields, 'toJSON', { value: () => ({ Debug: fields.Debug, ...version.toJSON(), Plugins: fields.Plugins, Warnings: null }) });
  return withGoType(fields, { name: '*system.clientInfo' });
}

function compile(format: string): Template {
  return parseTemplate(format === 'json' ? '{{json .}}' : format, { funcs: DOCKER_FUNCS });
}

/** A format that looks at the client alone works without a daemon. */
function needsServer(cli: Cli, format: string, plugins: readonly Plugin[]): boolean {
  if (format === '' || format === 'json' || format === '{{json .}}' || !/\.[a-zA-Z]/.test(format)) return true;
  try {
    compile(format).execute(withGoType({ ClientInfo: clientInfo(cli, plugins, ''), ClientErrors: [] }, { name: 'system.sparseInfo' }));
    return false;
  } catch (error) {
    if (error instanceof TemplateError) return true;
    throw error;
  }
}

function* formatted(cli: Cli, format: string, plugins: readonly Plugin[], info: Info | undefined, unreachable: StatusError | undefined): Sys<number> {
  let template: Template;
  try {
    template = compile(format);
  } catch (error) {
    if (error instanceof TemplateError) throw new StatusError(`${unreachable === undefined ? '' : `${unreachable.message}\n`}template parsing error: ${error.message}`, 64);
    throw error;
  }
  const server = toGo(info ?? {}, 'system.Info') as Record<string, unknown> & { toJSON(): object };
  const client = clientInfo(cli, plugins, '');
  const value = { ...server, ClientInfo: client, ServerErrors: [], ClientErrors: [] };
  Object.defineProperty(value, 'toJSON', { value: () => ({ ...server.toJSON(), ClientInfo: client }) });
  let text: string;
  let failure: string | undefined;
  try {
    text = template.execute(withGoType(value, { name: 'system.dockerInfo' }));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    text = error.partial;
    failure = error.message;
  }
  yield* cli.out(`${text}\n`);
  const errors = [unreachable?.message, failure].filter((message) => message !== undefined);
  if (errors.length > 0) throw new StatusError(errors.join('\n'));
  return 0;
}
