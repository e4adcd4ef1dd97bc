/** The shape of a docker command: data that help, completion and parsing read, and the function that does the work. */
import type { FlagDefinition } from '../formats/pflag/flag.ts';
import type { FlagSet } from '../formats/pflag/flag-set.ts';
import type { Deferred } from '../kernel/deferred.ts';
import type { Sys } from '../kernel/sys.ts';
import type { Cli } from './cli.ts';
import type { CommandNode } from './command-node.ts';

/** What a command or flag asks of the daemon; what it lacks is hidden from help and refused in use. */
export interface Requirements {
  /** Oldest API version, as `1.41`. */
  readonly version?: string;
  readonly ostype?: string;
  readonly experimental?: boolean;
  /** 'manager': shown on a swarm manager only; 'active': on a node of a swarm; '': any node. */
  readonly swarm?: '' | 'active' | 'manager';
}

export interface Flag extends FlagDefinition, Requirements {
  readonly complete?: Completion;
}

/** What `<tab>` offers. `directive` is cobra's ShellCompDirective. */
export interface Candidates {
  readonly values: readonly string[];
  readonly directive: number;
}
export type Completion = (cli: Cli, args: readonly string[], toComplete: string) => Sys<Candidates>;

/** Checks the number of arguments; the result is the error text. */
export type ArgsRule = (node: CommandNode, args: readonly string[]) => string | undefined;

/** What is known of a command before its file is loaded: its name, its line in the help above it, and whether the daemon has it. */
export interface CommandHead extends Requirements {
  /** `run [OPTIONS] IMAGE [COMMAND] [ARG...]`: the name, then what follows it in the usage line. */
  readonly use: string;
  readonly short: string;
  readonly aliases?: readonly string[];
  /** The line under "Aliases:", where it is not made from `aliases`. */
  readonly aliasLine?: string;
  /** Place among the "Common Commands" of `docker --help`. */
  readonly top?: number;
  readonly experimentalCLI?: boolean;
  readonly hidden?: boolean;
  readonly commands?: readonly (CommandHead | Command)[];
  /** Absent when this is all there is. */
  readonly rest?: Deferred<Command>;
}

export interface Command extends CommandHead {
  readonly long?: string;
  readonly example?: string;
  readonly args?: ArgsRule;
  readonly flags?: readonly Flag[];
  /** Flags that all subcommands inherit. */
  readonly persistentFlags?: readonly Flag[];
  /** False: flags end at the first argument. */
  readonly interspersed?: false;
  readonly complete?: Completion;
  /** The exit code; a failure is thrown as StatusError. Absent: the command prints its help. */
  readonly run?: (cli: Cli, args: readonly string[], flags: FlagSet) => Sys<number>;
}
