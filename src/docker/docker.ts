/** The program `docker`: global flags, plug-ins, then one command of the tree (docker/cli cmd/docker/docker.go). */
import { ENGINE_VERSION } from '../api/version.ts';
import { FlagError } from '../formats/pflag/flag.ts';
import { FlagSet } from '../formats/pflag/flag-set.ts';
import { bool } from '../formats/pflag/values.ts';
import { isSysError } from '../kernel/errno.ts';
import type { Proc, Program, Sys } from '../kernel/sys.ts';
import { forwardToBuilder } from './builder-forward.ts';
import { Cli } from './cli.ts';
import type { Command, CommandHead } from './command.ts';
import { CommandNode } from './command-node.ts';
import { COMMANDS } from './command-table.ts';
import { GIT_COMMIT } from './client/about.ts';
import { runComplete } from './complete.ts';
import { configDirectory } from './config/config-file.ts';
import { StatusError } from './errors.ts';
import { execute, showHelp } from './execute.ts';
import { globalFlags } from './global-flags.ts';
import { findPlugin, pluginCommands, runPlugin } from './plugins.ts';
import { traverseOrThrow } from './traverse.ts';

export const docker: Program = {
  name: 'docker',
  startup: 9_000_000,
  *main(proc) {
    try {
      return yield* run(proc, proc.argv.slice(1));
    } catch (error) {
      if (isSysError(error, 'EPIPE')) return 1;
      if (!(error instanceof StatusError)) throw error;
      if (error.message !== '') yield* proc.write(2, `${error.message}\n`);
      return error.code;
    }
  },
};

/** Nodes do not change: a run takes what the one before it made. */
let last: { readonly directory: string; readonly root: CommandNode } | undefined;

/** The command `docker` above others; `directory` shows in the defaults of global flags. */
export function rootCommand(directory: string, commands: readonly CommandHead[]): Command {
  return { use: 'docker [OPTIONS] COMMAND [ARG...]', short: 'A self-sufficient runtime for containers', flags: globalFlags(directory), commands };
}

function rootNode(directory: string): CommandNode {
  if (last?.directory === directory) return last.root;
  const root = new CommandNode(rootCommand(directory, COMMANDS));
  last = { directory, root };
  return root;
}

function* run(proc: Proc, argv: readonly string[]): Sys<number> {
  const root = rootNode(configDirectory(proc));
  const globals = new FlagSet(root.flags);
  globals.interspersed = false;
  let wrong: string | undefined;
  try {
    globals.parse(argv);
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
    wrong = error.message;
  }
  yield* initialize(proc, globals);
  const cli = new Cli(proc, globals);
  if (cli.config.warning !== '') yield* cli.err(`${cli.config.warning}\n`);
  if (wrong !== undefined) {
    yield* cli.ping();
    throw new StatusError(`${wrong}\n\nUsage:  ${root.useLine}\n\nRun 'docker --help' for more information`, 125);
  }
  yield* cli.out(globals.notices);
  return yield* dispatch(cli, root, globals, argv);
}

function* initialize(proc: Proc, globals: FlagSet): Sys<void> {
  const level = globals.string('log-level');
  if (!['panic', 'fatal', 'error', 'warn', 'warning', 'info', 'debug', 'trace'].includes(level.toLowerCase())) {
    yield* proc.write(2, `Unable to parse logging level: ${level}\n`);
    throw new StatusError('');
  }
  if (globals.string('context') !== '' && globals.strings('host').length > 0) throw new StatusError('conflicting options: cannot specify both --host and --context');
}

function* dispatch(cli: Cli, root: CommandNode, globals: FlagSet, argv: readonly string[]): Sys<number> {
  let args: readonly string[] = globals.args;
  const before = argv.slice(0, argv.length - args.length);
  const forward = yield* forwardToBuilder(cli, args);
  if (forward !== undefined) ({ args } = forward);

  if (args[0] === '__complete' || args[0] === '__completeNoDesc') {
    return yield* complete(cli, root.withPlugins(yield* pluginCommands(cli)), args);
  }
  const found = root.find(args);
  const name = args[0];
  if (name !== undefined && found.node === root) {
    const plugin = findPlugin(cli, name);
    if (plugin !== undefined) return yield* runPlugin(cli, plugin, [...before, ...args], forward?.env);
    if (name === 'help') return yield* help(cli, root, args.slice(1), argv);
  }
  if (name === undefined && !globals.bool('help')) {
    if (globals.bool('version')) {
      yield* cli.out(`Docker version ${ENGINE_VERSION}, build ${GIT_COMMIT}\n`);
      return 0;
    }
    return yield* showHelp(cli, root, 2);
  }
  let place;
  try {
    place = traverseOrThrow(root, args);
  } catch (error) {
    if (error instanceof FlagError) throw new StatusError(error.message);
    throw error;
  }
  return yield* execute(cli, place.node, place.rest, globals.bool('help'));
}

function* complete(cli: Cli, root: CommandNode, args: readonly string[]): Sys<number> {
  const words = args.slice(1);
  const target = words.length > 1 ? root.child(words[0] ?? '') : undefined;
  const plugin = target?.plugin ? findPlugin(cli, target.name) : undefined;
  // A plug-in completes its own arguments.
  if (plugin !== undefined) return yield* runPlugin(cli, plugin, args);
  return yield* runComplete(cli, root, words, args[0] === '__completeNoDesc');
}

/** `docker help [command]` */
function* help(cli: Cli, root: CommandNode, words: readonly string[], argv: readonly string[]): Sys<number> {
  const flags = new FlagSet([{ name: 'help', short: 'h', value: bool(), usage: '' }]);
  try {
    flags.parse(words);
  } catch {
    flags.args = [...words];
  }
  if (flags.bool('help')) {
    yield* cli.out('Usage:  docker help [command]\n\nHelp about the command\n');
    return 0;
  }
  const plugin = flags.args[0] === undefined ? undefined : findPlugin(cli, flags.args[0]);
  if (plugin !== undefined) return yield* runPlugin(cli, plugin, argv);
  const { node, rest } = root.find(flags.args);
  if (rest.length > 0) throw new StatusError(`unknown help topic: ${(node === root ? flags.args : rest).join(' ')}`);
  return yield* showHelp(cli, node, 1);
}
