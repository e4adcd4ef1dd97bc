/** A command in its place in the tree: cobra's Command with parent, path and flags. */
import { FlagSet } from '../formats/pflag/flag-set.ts';
import { bool } from '../formats/pflag/values.ts';
import type { Proc, Sys } from '../kernel/sys.ts';
import type { Command, CommandHead, Flag } from './command.ts';

const HELP: Flag = { name: 'help', short: 'h', value: bool(), usage: 'Print usage', hidden: true, shorthandDeprecated: 'use --help' };

export class CommandNode {
  readonly head: CommandHead;
  readonly parent: CommandNode | undefined;
  readonly name: string;
  /** `docker container run` */
  readonly path: string;
  /** Set for the stubs of plug-ins in help and completion. */
  readonly plugin: boolean;
  #command: Command | undefined;
  #children: CommandNode[] | undefined;
  #flags: readonly Flag[] | undefined;

  constructor(head: CommandHead, parent?: CommandNode, plugin = false) {
    this.head = head;
    this.parent = parent;
    this.plugin = plugin;
    this.name = head.use.split(' ')[0] ?? '';
    this.path = parent === undefined ? this.name : `${parent.path} ${this.name}`;
  }

  /** All of the command: it must have been loaded. */
  get command(): Command {
    return (this.#command ??= this.head.rest === undefined ? this.head : { ...loaded(this.head.rest.value, this.path), ...this.head });
  }

  /** Loads what the table of commands does not say. */
  *load(proc: Proc): Sys<void> {
    if (this.head.rest !== undefined) yield* this.head.rest.of(proc);
  }

  /** Made when they are first asked for: most runs look at one branch of the tree. Cobra keeps children sorted by name. */
  get children(): CommandNode[] {
    this.#children ??= (this.head.commands ?? []).map((child) => new CommandNode(child, this)).sort(byName);
    return this.#children;
  }

  /** The same command with stubs of plug-ins among its children. */
  withPlugins(commands: readonly CommandHead[]): CommandNode {
    const node = new CommandNode(this.head, this.parent);
    for (const command of commands) node.children.push(new CommandNode(command, node, true));
    node.children.sort(byName);
    return node;
  }

  get root(): CommandNode {
    return this.parent === undefined ? this : this.parent.root;
  }

  /** The usage line: the parent's path and the `use` text. */
  get useLine(): string {
    return this.parent === undefined ? this.head.use : `${this.parent.path} ${this.head.use}`;
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
    return this.children.find((child) => child.name === name || child.head.aliases?.includes(name));
  }

  /** cobra's Find for a root whose own flags are already gone: the deepest command that the arguments name, and the rest. */
  find(args: readonly string[]): { node: CommandNode; rest: readonly string[] } {
    if (this.children.length === 0) return { node: this, rest: args };
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

function loaded(command: Command | undefined, path: string): Command {
  if (command === undefined) throw new Error(`${path} is not loaded`);
  return command;
}

function byName(a: CommandNode, b: CommandNode): number {
  return a.name < b.name ? -1 : 1;
}
