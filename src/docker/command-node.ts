/** A command in its place in the tree: cobra's Command with parent, path and flags. */
import { FlagSet } from '../formats/pflag/flag-set.ts';
import { bool } from '../formats/pflag/values.ts';
import type { Command, Flag } from './command.ts';

const HELP: Flag = { name: 'help', short: 'h', value: bool(), usage: 'Print usage', hidden: true, shorthandDeprecated: 'use --help' };

export class CommandNode {
  readonly command: Command;
  readonly parent: CommandNode | undefined;
  readonly name: string;
  /** `docker container run` */
  readonly path: string;
  /** Set for the stubs of plug-ins in help and completion. */
  readonly plugin: boolean;
  #children: CommandNode[] | undefined;
  #flags: readonly Flag[] | undefined;

  constructor(command: Command, parent?: CommandNode, plugin = false) {
    this.command = command;
    this.parent = parent;
    this.plugin = plugin;
    this.name = command.use.split(' ')[0] ?? '';
    this.path = parent === undefined ? this.name : `${parent.path} ${this.name}`;
  }

  /** Made when they are first asked for: most runs look at one branch of the tree. Cobra keeps children sorted by name. */
  get children(): CommandNode[] {
    this.#children ??= (this.command.commands ?? []).map((child) => new CommandNode(child, this)).sort(byName);
    return this.#children;
  }

  /** The same command with stubs of plug-ins among its children. */
  withPlugins(commands: readonly Command[]): CommandNode {
    const node = new CommandNode(this.command, this.parent);
    for (const command of commands) node.children.push(new CommandNode(command, node, true));
    node.children.sort(byName);
    return node;
  }

  get root(): CommandNode {
    return this.parent === undefined ? this : this.parent.root;
  }

  /** The usage line: the parent's path and the `use` text. */
  get useLine(): string {
    return this.parent === undefined ? this.command.use : `${this.parent.path} ${this.command.use}`;
  }

  /** Own flags, then those inherited, `--help` last unless the command has its own. */
  get flags(): readonly Flag[] {
    return (this.#flags ??= this.#allFlags());
  }

  #allFlags(): Flag[] {
    const flags = [...(this.command.flags ?? [])];
    const names = new Set(flags.map((flag) => flag.name));
    const shorts = new Set(flags.map((flag) => flag.short));
    for (const flag of this.inherited) if (!names.has(flag.name)) flags.push(flag);
    if (!names.has('help')) {
      const { short, shorthandDeprecated, ...plain } = HELP;
      flags.push(shorts.has('h') ? plain : { ...plain, short: short ?? 'h', shorthandDeprecated: shorthandDeprecated ?? '' });
    }
    return flags;
  }

  /** Flags that this command and those above it hand down. */
  get inherited(): readonly Flag[] {
    return [...(this.command.persistentFlags ?? []), ...(this.parent?.inherited ?? [])];
  }

  flagSet(): FlagSet {
    const set = new FlagSet(this.flags);
    if (this.command.interspersed === false) set.interspersed = false;
    return set;
  }

  child(name: string): CommandNode | undefined {
    return this.children.find((child) => child.name === name || child.command.aliases?.includes(name));
  }

  /** cobra's Find for a root whose own flags are already gone: the deepest command that the arguments name, and the rest. */
  find(args: readonly string[]): { node: CommandNode; rest: readonly string[] } {
    const at = this.firstArgument(args);
    const child = at < 0 ? undefined : this.child(args[at] ?? '');
    if (child === undefined) return { node: this, rest: args };
    return child.find([...args.slice(0, at), ...args.slice(at + 1)]);
  }

  /** Index of the first word that is neither a flag nor the value of one; -1 when there is none. */
  firstArgument(args: readonly string[]): number {
    const flags = this.flags;
    for (let i = 0; i < args.length; i++) {
      const word = args[i] ?? '';
      if (word === '--') return -1;
      if (!word.startsWith('-') || word === '-') return word === '' ? -1 : i;
      if (word.includes('=')) continue;
      const flag = word.startsWith('--') ? flags.find((f) => f.name === word.slice(2)) : word.length === 2 ? flags.find((f) => f.short === word[1]) : undefined;
      const takesNext = flag === undefined ? word.length === 2 || word.startsWith('--') : flag.value.noOptDefVal === undefined;
      if (takesNext) i++;
    }
    return -1;
  }
}

function byName(a: CommandNode, b: CommandNode): number {
  return a.name < b.name ? -1 : 1;
}
