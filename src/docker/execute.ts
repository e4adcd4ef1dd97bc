/** Runs one command: flags, number of arguments, what the daemon supports, then the work (cobra's execute with docker's hooks). */
import { FlagError } from '../formats/pflag/flag.ts';
import type { FlagSet } from '../formats/pflag/flag-set.ts';
import type { Sys } from '../kernel/sys.ts';
import type { Cli } from './cli.ts';
import type { CommandNode } from './command-node.ts';
import { StatusError } from './errors.ts';
import { helpText } from './help.ts';
import { pluginCommands } from './plugins.ts';

export function* execute(cli: Cli, node: CommandNode, args: readonly string[], help: boolean): Sys<number> {
  yield* node.load(cli.proc);
  const flags = node.flagSet();
  try {
    flags.parse(args);
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
    yield* requireSupport(cli, node, flags);
    yield* askForHelp(cli, node);
    throw new StatusError(`${error.message}\n\nUsage:  ${node.useLine}\n\nRun '${node.path} --help' for more information`, 125);
  }
  yield* cli.out(flags.notices);
  if (help || flags.get<unknown>('help') === true) return yield* showHelp(cli, node, 1);
  const { command } = node;
  if (node.parent === undefined) {
    throw new StatusError(`docker: unknown command: docker ${flags.args[0]}\n\nRun 'docker --help' for more information`);
  }
  if (hasAnnotations(node)) yield* requireSupport(cli, node, flags);
  const wrong = command.args?.(node, flags.args);
  if (wrong !== undefined) throw new StatusError(wrong);
  yield* requireSupport(cli, node, flags);
  if (command.run === undefined) return yield* showHelp(cli, node, 2);
  cli.calledAs = node.name;
  return yield* command.run(cli, flags.args, flags);
}

/** Prints the help of a command on stdout (1), or on stderr (2) when it was not asked for. */
export function* showHelp(cli: Cli, place: CommandNode, fd: 1 | 2): Sys<number> {
  const node = place.parent === undefined ? place.withPlugins(yield* pluginCommands(cli)) : place;
  yield* node.load(cli.proc);
  const refused = yield* unsupportedCommand(cli, node);
  const write = fd === 1 ? cli.out.bind(cli) : cli.err.bind(cli);
  if (refused !== undefined) {
    yield* write(`${refused}\n`);
    return 0;
  }
  // `docker manifest` alone puts an empty line first.
  if (fd === 2 && node.command.experimentalCLI) yield* write('\n');
  yield* write(helpText(node, cli.helpColumns, yield* visibility(cli, node)));
  return 0;
}

const restricted = (what: { version?: string; ostype?: string; experimental?: boolean; swarm?: string }): boolean =>
  what.version !== undefined || what.ostype !== undefined || what.experimental === true || what.swarm !== undefined;

/** The daemon is asked only when something in the help depends on it. */
function* visibility(cli: Cli, node: CommandNode): Sys<ReturnType<Cli['visibility']>> {
  const asks = node.flags.some((flag) => restricted(flag)) || node.children.some((child) => restricted(child.head));
  return asks ? cli.visibility(yield* cli.ping()) : () => true;
}

function* askForHelp(cli: Cli, node: CommandNode): Sys<void> {
  yield* visibility(cli, node);
}

function hasAnnotations(node: CommandNode): boolean {
  for (let at: CommandNode | undefined = node; at !== undefined; at = at.parent) {
    const { head } = at;
    if (at.parent === undefined || restricted(head) || head.aliasLine !== undefined || head.top !== undefined || head.experimentalCLI) return true;
  }
  return false;
}

function* unsupportedCommand(cli: Cli, node: CommandNode): Sys<string | undefined> {
  for (let at: CommandNode | undefined = node; at !== undefined; at = at.parent) {
    const why = yield* cli.unsupported(at.head, node.path);
    if (why !== undefined) return why;
  }
  return undefined;
}

function* requireSupport(cli: Cli, node: CommandNode, flags: FlagSet): Sys<void> {
  const why = yield* unsupportedCommand(cli, node);
  if (why !== undefined) throw new StatusError(why);
  const errors: string[] = [];
  const given = node.flags.filter((flag) => flags.changed(flag.name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const flag of given) {
    const reason = yield* cli.unsupported(flag, `"--${flag.name}"`);
    if (reason !== undefined) errors.push(reason);
  }
  if (errors.length > 0) throw new StatusError(errors.join('\n'));
}
