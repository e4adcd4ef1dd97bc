/** Walks the command tree as cobra does with TraverseChildren (spf13/cobra command.go, Traverse). */
import { FlagError } from '../formats/pflag/flag.ts';
import type { CommandNode } from './command-node.ts';

/** The command that the arguments name and what is left for it. Flags before a subcommand that do not parse are thrown as FlagError. */
export function traverse(node: CommandNode, args: readonly string[]): { node: CommandNode; rest: readonly string[] } | undefined {
  try {
    return traverseOrThrow(node, args);
  } catch (error) {
    if (error instanceof FlagError) return undefined;
    throw error;
  }
}

export function traverseOrThrow(node: CommandNode, args: readonly string[]): { node: CommandNode; rest: readonly string[] } {
  if (node.children.length === 0) return { node, rest: args };
  const flags = node.flags;
  const before: string[] = [];
  let takesNext = false;
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? '';
    const long = word.startsWith('--') && !word.includes('=');
    const short = /^-[^-]$/u.test(word);
    if (long || short) {
      const flag = long ? flags.find((f) => f.name === word.slice(2)) : flags.find((f) => f.short === word[1]);
      const needsValue = flag?.value.noOptDefVal === undefined;
      if (long || needsValue) {
        takesNext = needsValue;
        before.push(word);
        continue;
      }
    }
    if (takesNext || /^(--.|-[^-])/.test(word)) {
      takesNext = false;
      before.push(word);
      continue;
    }
    const child = node.child(word);
    if (child === undefined) return { node, rest: args };
    node.flagSet().parse(before);
    return traverseOrThrow(child, args.slice(i + 1));
  }
  return { node, rest: args };
}
