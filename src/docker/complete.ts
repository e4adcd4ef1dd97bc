/** `docker __complete ARGS…`: cobra's protocol between shells and programs (spf13/cobra completions.go). */
import { FlagError } from '../formats/pflag/flag.ts';
import type { FlagSet } from '../formats/pflag/flag-set.ts';
import type { Sys } from '../kernel/sys.ts';
import type { Cli } from './cli.ts';
import type { Candidates, Flag } from './command.ts';
import type { CommandNode } from './command-node.ts';
import { DIRECTIVE } from './completions.ts';
import { traverse } from './traverse.ts';

const NAMES: Readonly<Record<number, string>> = {
  [DIRECTIVE.default]: 'ShellCompDirectiveDefault', [DIRECTIVE.error]: 'ShellCompDirectiveError', [DIRECTIVE.noSpace]: 'ShellCompDirectiveNoSpace',
  [DIRECTIVE.noFileComp]: 'ShellCompDirectiveNoFileComp', [DIRECTIVE.filterFileExt]: 'ShellCompDirectiveFilterFileExt',
  [DIRECTIVE.filterDirs]: 'ShellCompDirectiveFilterDirs', [DIRECTIVE.keepOrder]: 'ShellCompDirectiveKeepOrder',
};

/** Prints one candidate a line, `value<tab>description` unless `plain`, then `:directive`. */
export function* runComplete(cli: Cli, root: CommandNode, args: readonly string[], plain: boolean): Sys<number> {
  if (args.length === 0) {
    yield* cli.err('requires at least 1 arg(s), only received 0\n');
    return 1;
  }
  const { values, directive } = yield* candidates(cli, root, args);
  for (const value of values) {
    const line = (plain ? value.split('\t')[0] ?? '' : value).split('\n')[0] ?? '';
    yield* cli.out(`${line.trim()}\n`);
  }
  yield* cli.out(`:${directive}\n`);
  yield* cli.err(`Completion ended with directive: ${NAMES[directive] ?? directive}\n`);
  return 0;
}

const parsed = (node: CommandNode, args: readonly string[]): FlagSet | undefined => {
  const flags = node.flagSet();
  try {
    flags.parse(args);
    return flags;
  } catch (error) {
    if (error instanceof FlagError) return undefined;
    throw error;
  }
};

function* candidates(cli: Cli, root: CommandNode, args: readonly string[]): Sys<Candidates> {
  const failed: Candidates = { values: [], directive: DIRECTIVE.default };
  const place = traverse(root, args.slice(0, -1));
  if (place === undefined) return failed;
  const { node } = place;
  yield* node.load(cli.proc);
  const target = flagToComplete(node, place.rest, args.at(-1) ?? '');
  if (target === undefined) return failed;
  const flags = parsed(node, target.rest);
  if (flags === undefined) return failed;
  const open = (parsed(node, [...target.rest, '--'])?.args.length ?? 0) <= flags.args.length && flags.argsLenAtDash < 0;
  if (flags.changed('help')) return { values: [], directive: DIRECTIVE.noFileComp };
  const { toComplete } = target;
  if (target.flag !== undefined && open) {
    return target.flag.complete === undefined ? { values: [], directive: DIRECTIVE.noFileComp } : yield* target.flag.complete(cli, flags.args, toComplete);
  }
  if (toComplete.startsWith('-') && !toComplete.includes('=') && open) {
    return { values: flagNames(node, flags, toComplete), directive: DIRECTIVE.noFileComp };
  }
  const values: string[] = [];
  let directive: number = DIRECTIVE.default;
  if (flags.args.length === 0 && node.children.length > 0) {
    directive = DIRECTIVE.noFileComp;
    const names = node.children.filter((c) => !c.head.hidden).map((c) => ({ name: c.name, short: c.head.short }));
    if (node.parent === undefined) names.push({ name: 'help', short: 'Help about the command' });
    names.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const { name, short } of names) if (name.startsWith(toComplete)) values.push(`${name}\t${short}`);
  }
  if (node.command.complete === undefined) return { values, directive };
  const more = yield* node.command.complete(cli, flags.args, toComplete);
  return { values: [...values, ...more.values], directive: more.directive };
}

/** The flag whose value is being typed, if any. Undefined when it does not exist. */
function flagToComplete(node: CommandNode, args: readonly string[], last: string): { flag: Flag | undefined; rest: readonly string[]; toComplete: string } | undefined {
  const find = (name: string): Flag | undefined => node.flags.find((flag) => flag.name === name || flag.short === name);
  if (last.startsWith('-')) {
    const at = last.indexOf('=');
    if (at < 0) return { flag: undefined, rest: args, toComplete: last };
    const flag = find(last.startsWith('--') ? last.slice(2, at) : last.slice(at - 1, at));
    return flag && { flag, rest: args, toComplete: last.slice(at + 1) };
  }
  const before = args.at(-1) ?? '';
  if (/^(--.|-[^-])/.test(before) && !before.includes('=')) {
    const flag = find(before.startsWith('--') ? before.slice(2) : before.slice(-1));
    if (flag === undefined) return undefined;
    if (flag.value.noOptDefVal === undefined) return { flag, rest: args.slice(0, -1), toComplete: last };
  }
  return { flag: undefined, rest: args, toComplete: last };
}

function flagNames(node: CommandNode, flags: FlagSet, toComplete: string): string[] {
  const values: string[] = [];
  for (const flag of [...node.flags].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const repeatable = /Slice|Array|^stringTo/.test(flag.value.type);
    if (flag.hidden || flag.deprecated !== undefined || (flags.changed(flag.name) && !repeatable)) continue;
    if (`--${flag.name}`.startsWith(toComplete)) values.push(`--${flag.name}\t${flag.usage}`);
    if (flag.short !== undefined && flag.shorthandDeprecated === undefined && `-${flag.short}`.startsWith(toComplete)) values.push(`-${flag.short}\t${flag.usage}`);
  }
  return values;
}
