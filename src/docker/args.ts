/** Rules for the number of arguments with their texts (docker/cli cli/required.go). */
import type { ArgsRule } from './command.ts';
import type { CommandNode } from './command-node.ts';

const refuse = (node: CommandNode, text: string, word = 'Run'): string =>
  `docker: '${node.path}' ${text}\n\nUsage:  ${node.useLine}\n\n${word} '${node.path} --help' for more information`;

const count = (n: number): string => `${n} ${n === 1 ? 'argument' : 'arguments'}`;

export const noArgs: ArgsRule = (node, args) => {
  if (args.length === 0) return undefined;
  if (node.children.length > 0) {
    return `docker: unknown command: ${node.path} ${args[0]}\n\nUsage:  ${node.useLine}\n\nRun '${node.path} --help' for more information`;
  }
  return refuse(node, 'accepts no arguments');
};

export const exactArgs = (n: number): ArgsRule => (node, args) => (args.length === n ? undefined : refuse(node, `requires ${count(n)}`));

export const minArgs = (n: number): ArgsRule => (node, args) => (args.length >= n ? undefined : refuse(node, `requires at least ${count(n)}`, 'See'));

/** "SRun" is what the real CLI prints. */
export const maxArgs = (n: number): ArgsRule => (node, args) => (args.length <= n ? undefined : refuse(node, `requires at most ${count(n)}`, 'SRun'));

export const rangeArgs = (min: number, max: number): ArgsRule => (node, args) =>
  args.length >= min && args.length <= max ? undefined : refuse(node, `requires at least ${min} and at most ${count(max)}`);

/** cobra's own rule, which `docker context use` has. */
export const cobraExactArgs = (n: number): ArgsRule => (_node, args) => (args.length === n ? undefined : `accepts ${n} arg(s), received ${args.length}`);
