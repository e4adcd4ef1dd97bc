/** `docker version` (https://docs.docker.com/reference/cli/docker/version/) */
import type { Version } from '../../api/system.ts';
import { DOCKER_FUNCS } from '../../formats/go-template/docker-funcs.ts';
import { TemplateError } from '../../formats/go-template/parse.ts';
import { parseTemplate, type Template } from '../../formats/go-template/template.ts';
import { ANSIC, formatTime, parseRFC3339 } from '../../formats/go-time/layout.ts';
import { withGoType } from '../../formats/go-values/values.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { string } from '../../formats/pflag/values.ts';
import { tabulate } from '../../formats/tabwriter/tabwriter.ts';
import type { Sys } from '../../kernel/sys.ts';
import { noArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import { clientVersion } from '../client/about.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { INSPECT_FORMAT_HELP } from '../format/help-texts.ts';
import { toGo } from '../inspect/go-structs.ts';

export const command: Command = {
  use: 'version [OPTIONS]',
  short: 'Show the Docker version information',
  top: 10,
  args: noArgs,
  flags: [
    { name: 'format', short: 'f', value: string(), usage: INSPECT_FORMAT_HELP },
  ],
  complete: noComplete,
  run,
};

const TEMPLATE = `{{with .Client -}}
Client:{{if ne .Platform nil}}{{if ne .Platform.Name ""}} {{.Platform.Name}}{{end}}{{end}}
 Version:	{{.Version}}
 API version:	{{.APIVersion}}{{if ne .APIVersion .DefaultAPIVersion}} (downgraded from {{.DefaultAPIVersion}}){{end}}
 Go version:	{{.GoVersion}}
 Git commit:	{{.GitCommit}}
 Built:	{{.BuildTime}}
 OS/Arch:	{{.Os}}/{{.Arch}}
 Context:	{{.Context}}
{{- end}}
{{- if ne .Server nil}}{{with .Server}}

Server:{{if ne .Platform.Name ""}} {{.Platform.Name}}{{end}}
 {{- range $component := .Components}}
 {{$component.Name}}:
  {{- if eq $component.Name "Engine" }}
  Version:	{{.Version}}
  API version:	{{index .Details "ApiVersion"}} (minimum version {{index .Details "MinAPIVersion"}})
  Go version:	{{index .Details "GoVersion"}}
  Git commit:	{{index .Details "GitCommit"}}
  Built:	{{index .Details "BuildTime"}}
  OS/Arch:	{{index .Details "Os"}}/{{index .Details "Arch"}}
  Experimental:	{{index .Details "Experimental"}}
  {{- else }}
  Version:	{{$component.Version}}
  {{- $detailsOrder := getDetailsOrder $component}}
  {{- range $key := $detailsOrder}}
  {{$key}}:	{{index $component.Details $key}}
   {{- end}}
  {{- end}}
 {{- end}}
 {{- end}}{{- end}}`;

const FUNCS = {
  ...DOCKER_FUNCS,
  getDetailsOrder: { params: ['value'], call: (component: { Details: unknown }) => (component.Details instanceof Map ? [...component.Details.keys()].map(String).sort() : []) },
} as typeof DOCKER_FUNCS;

function* run(cli: Cli, _args: readonly string[], flags: FlagSet): Sys<number> {
  const format = flags.string('format');
  const template = parse(format === '' ? TEMPLATE : format === 'json' ? '{{json .}}' : format);
  yield* cli.ping();
  const client = clientVersion(cli.contextName, cli.client.version);
  let server: unknown = null;
  let failure: StatusError | undefined;
  try {
    server = toGo(withEngine(yield* cli.client.get<Version>('/version')), 'types.Version');
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    failure = error;
  }
  let text = '';
  try {
    text = template.execute(withGoType({ Client: client, Server: server }, { name: 'system.versionInfo' }));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    text = error.partial;
    failure ??= new StatusError(error.message);
  }
  yield* cli.out(tabulate(`${text}\n`, { minWidth: 20, tabWidth: 1, padding: 1, padChar: ' ' }));
  if (failure !== undefined) throw failure;
  return 0;
}

function parse(source: string): Template {
  try {
    return parseTemplate(source, { funcs: FUNCS, name: 'version' });
  } catch (error) {
    if (error instanceof TemplateError) throw new StatusError(`template parsing error: ${error.message}`, 64);
    throw error;
  }
}

function reformatDate(text: string): string {
  const time = parseRFC3339(text);
  return time === undefined ? text : formatTime(time, ANSIC);
}

/** Old daemons say nothing of components: the engine is made from the rest. */
function withEngine(version: Version): Version {
  const components = (version.Components ?? []).map((component) =>
    component.Name === 'Engine' && component.Details?.['BuildTime'] !== undefined
      ? { ...component, Details: { ...component.Details, BuildTime: reformatDate(component.Details['BuildTime']) } }
      : component);
  if (!components.some((component) => component.Name === 'Engine')) {
    components.push({
      Name: 'Engine',
      Version: version.Version,
      Details: {
        ApiVersion: version.ApiVersion ?? '', MinAPIVersion: version.MinAPIVersion ?? '', GitCommit: version.GitCommit ?? '', GoVersion: version.GoVersion ?? '',
        Os: version.Os ?? '', Arch: version.Arch ?? '', BuildTime: reformatDate(version.BuildTime ?? ''), Experimental: String(version.Experimental ?? false),
      },
    });
  }
  return { ...version, Components: components };
}
