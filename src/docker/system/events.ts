/** `docker system events` (https://docs.docker.com/reference/cli/docker/system/events/) */
import type { EventMessage } from '../../api/events.ts';
import { DOCKER_FUNCS } from '../../formats/go-template/docker-funcs.ts';
import { TemplateError } from '../../formats/go-template/parse.ts';
import { parseTemplate, type Template } from '../../formats/go-template/template.ts';
import { formatTime, RFC3339_NANO_FIXED } from '../../formats/go-time/layout.ts';
import { withGoType } from '../../formats/go-values/values.ts';
import { decodeJSON } from '../../formats/json/decode.ts';
import { JSONDocuments } from '../../formats/json/lines.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { noArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { INSPECT_FORMAT_HELP } from '../format/help-texts.ts';
import { timestampArgument } from '../format/timestamp.ts';
import { toGo } from '../inspect/go-structs.ts';
import { filter, filtersJSON, type Filters } from '../opts/lists.ts';

export const command: Command = {
  use: 'events [OPTIONS]',
  short: 'Get real time events from the server',
  aliasLine: 'docker system events, docker events',
  args: noArgs,
  flags: [
    { name: 'filter', short: 'f', value: filter(), usage: 'Filter output based on conditions provided' },
    { name: 'format', value: string(), usage: INSPECT_FORMAT_HELP },
    { name: 'since', value: string(), usage: 'Show all events created since timestamp' },
    { name: 'until', value: string(), usage: 'Stream events until this timestamp' },
  ],
  complete: noComplete,
  run,
};

function* run(cli: Cli, _args: readonly string[], flags: FlagSet): Sys<number> {
  const template = compile(flags.string('format'));
  const time = (flag: string): string | undefined => (flags.string(flag) === '' ? undefined : timestampArgument(cli, flags.string(flag)));
  const response = yield* cli.client.request({
    method: 'GET', path: '/events', query: { since: time('since'), until: time('until'), filters: filtersJSON(flags.get<Filters>('filter')) || undefined },
  });
  const splitter = new JSONDocuments();
  for (let documents = yield* response.documents(splitter); documents !== undefined; documents = yield* response.documents(splitter)) {
    for (const document of documents) yield* cli.out(template === undefined ? eventLine(document) : `${template.execute(toGo(exactTime(document), 'events.Message'))}\n`);
  }
  return 0;
}

function compile(format: string): Template | undefined {
  if (format === '') return undefined;
  try {
    const template = parseTemplate(format === 'json' ? '{{json .}}' : format, { funcs: DOCKER_FUNCS });
    template.execute(withGoType({ ...(toGo({}, 'events.Message') as object) }, { name: '*events.Message' }));
    return template;
  } catch (error) {
    if (error instanceof TemplateError) throw new StatusError(`Error parsing format: ${error.message}`, 64);
    throw error;
  }
}

/** Nanoseconds since 1970 are beyond what a JavaScript number holds. */
function exactTime(document: string): EventMessage {
  const event = decodeJSON(document) as EventMessage;
  const digits = /"timeNano":\s*(\d+)/.exec(document)?.[1];
  return digits === undefined ? event : { ...event, timeNano: BigInt(digits) };
}

function eventLine(document: string): string {
  const event = exactTime(document);
  const nano = BigInt(event.timeNano ?? 0);
  const at = nano !== 0n ? nano : BigInt(event.time ?? 0) * 1_000_000_000n;
  const attributes = Object.entries(event.Actor?.Attributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}=${value}`);
  const extra = attributes.length > 0 ? ` (${attributes.join(', ')})` : '';
  return `${at === 0n ? '' : `${formatTime(at, RFC3339_NANO_FIXED)} `}${event.Type} ${event.Action} ${event.Actor?.ID ?? ''}${extra}\n`;
}
