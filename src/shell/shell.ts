/** The state of one shell process: what a subshell inherits is copied by `fork`, the rest belongs to the process. */
import { Variables } from './variables.ts';
import { SourceText } from './source.ts';
import { JobTable } from './jobs.ts';
import { History } from './history.ts';
import { SHOPT_DEFAULTS, defaultSetOptions, optionLetters } from './options.ts';
import { CommandFailed } from './errors.ts';
import type { Proc, SignalDisposition, Sys } from '../kernel/sys.ts';
import type { FunctionNode } from './parse.ts';
import type { Signal } from '../kernel/signals.ts';

/** Which shell's wordings and limits: bash, Debian's dash, or BusyBox ash. */
export type Dialect = 'bash' | 'dash' | 'ash';

export interface ShellFunction { readonly name: string; readonly node: FunctionNode; readonly source: SourceText; exported: boolean }

/** An entry of the call stack, for FUNCNAME, BASH_SOURCE and `caller`. */
export interface Frame { readonly name: string; readonly source: SourceText; readonly callLine: number }

/** A trap's condition: a signal, or one of bash's own. */
export type TrapName = Signal | 'EXIT' | 'ERR' | 'DEBUG' | 'RETURN';

const DEFAULT_SHOPT: ReadonlyMap<string, boolean> = new Map(Object.entries(SHOPT_DEFAULTS));

export class Shell {
  /** The process; a subshell gets its own when it begins to run. */
  proc: Proc;
  readonly dialect: Dialect;
  /** $0 */
  name: string;
  vars = new Variables();
  functions = new Map<string, ShellFunction>();
  aliases = new Map<string, string>();
  parameters: string[] = [];
  options: Set<string>;
  shopt: Map<string, boolean>;
  interactive: boolean;
  loginShell = false;
  /** Letters of `$-` that are no options: i, c, s. */
  invocation = '';

  status = 0;
  pipeStatus: number[] = [0];
  lastBackground: number | undefined;
  lastArgument = '';
  jobs = new JobTable();
  traps = new Map<TrapName, string>();
  /** Signals that arrived and whose trap is still to run. */
  pendingTraps: TrapName[] = [];
  /** ^C arrived at an interactive shell. */
  interrupted = false;
  inTrap = 0;
  directories: string[] = [];
  hash = new Map<string, { path: string; hits: number }>();
  history = new History();
  /** Position inside a group of options for getopts. */
  getopts = { index: 1, offset: 0 };

  source: SourceText;
  /** Offset in `source` of the command that runs. */
  pos = 0;
  /** Line on which the commands that are read together end: where bash says that `eval` is. */
  unitEnd = 0;
  frames: Frame[] = [];
  /** Above 0 where a failing command does not end a shell with -e. */
  tolerant = 0;
  loops = 0;
  functionDepth = 0;
  sourceDepth = 0;
  subshell = 0;
  /** Status of the last command substitution, for assignments without a command. */
  substitutionStatus: number | undefined;
  /** The controlling terminal of a shell with job control. */
  terminal: number | undefined;
  /** Levels of command substitution and `eval`, for the `+` of `set -x`. */
  traceDepth = 0;
  /** Descriptors that the shell keeps for itself (its script, saved ones): programs do not get them. */
  readonly ownDescriptors = new Set<number>();
  /** Process substitutions to be waited for and closed after the command. */
  openSubstitutions: number[] = [];
  readonly startedAt: number;
  randomSeed: number | undefined;
  secondsOffset = 0;
  builtinName: string | undefined;

  constructor(proc: Proc, dialect: Dialect, name: string, interactive: boolean, shopt: ReadonlyMap<string, boolean> = DEFAULT_SHOPT) {
    this.proc = proc;
    this.dialect = dialect;
    this.name = name;
    this.interactive = interactive;
    this.options = defaultSetOptions(interactive, dialect === 'bash');
    this.startedAt = proc.now();
    this.source = new SourceText('', name);
    this.shopt = new Map(shopt);
    if (interactive) this.shopt.set('expand_aliases', true);
  }

  /** The state of a subshell as it is now; its process is set when it runs. */
  fork(): Shell {
    const child = new Shell(this.proc, this.dialect, this.name, this.interactive, this.shopt);
    child.vars = this.vars.copy();
    child.functions = new Map(this.functions);
    child.aliases = new Map(this.aliases);
    child.parameters = this.parameters;
    child.options = new Set(this.options);
    child.options.delete('monitor');
    child.invocation = this.invocation;
    child.status = this.status;
    child.pipeStatus = this.pipeStatus;
    child.lastBackground = this.lastBackground;
    child.lastArgument = this.lastArgument;
    child.jobs = this.jobs.copy();
    for (const [name, action] of this.traps) if (action === '') child.traps.set(name, action);
    child.inheritedTraps = this.traps;
    child.directories = [...this.directories];
    child.hash = new Map(this.hash);
    child.history = this.history;
    child.getopts = { ...this.getopts };
    child.source = this.source;
    child.pos = this.pos;
    child.unitEnd = this.unitEnd;
    child.frames = [...this.frames];
    child.tolerant = this.tolerant;
    child.functionDepth = this.functionDepth;
    child.sourceDepth = this.sourceDepth;
    child.subshell = this.subshell + 1;
    child.traceDepth = this.traceDepth;
    child.linesRead = this.linesRead;
    child.plainMessages = this.plainMessages;
    child.exportsFunctions = this.exportsFunctions;
    child.disabledBuiltins = new Set(this.disabledBuiltins);
    child.limits = new Map(this.limits);
    child.secondsOffset = this.secondsOffset;
    child.rootPid = this.rootPid ?? this.proc.pid;
    child.vars.shell = child;
    return child;
  }

  /** Traps of the parent, which `trap` in a subshell still lists. */
  inheritedTraps: ReadonlyMap<TrapName, string> | undefined;
  /** The login name in prompts, looked up once as bash does. */
  userName: string | undefined;
  /** `$$`: the pid of the shell that is no subshell. */
  rootPid: number | undefined;

  /** `export -f` was used: functions go into the environment. */
  exportsFunctions = false;
  disabledBuiltins = new Set<string>();
  /** Values of `ulimit` that were changed, by letter. */
  limits = new Map<string, string>();
  /** `exit` has said that there are stopped jobs. */
  warnedOfJobs = false;
  /** Told when `set -m` changes. */
  onMonitor: ((on: boolean) => void) | undefined;
  /** Before `exec` replaces an interactive shell. */
  beforeExec: (() => void) | undefined;

  /** What a signal without a trap does to this shell (an interactive one catches or ignores some). */
  defaultDisposition: (signal: Signal) => SignalDisposition = () => 'default';
  /** Interactive: whether ^C interrupts the blocking call of a builtin. */
  setInterruptRestart: ((restart: boolean) => void) | undefined;

  option(name: string): boolean { return this.options.has(name); }

  shopted(name: string): boolean { return this.shopt.get(name) === true; }

  get isBash(): boolean { return this.dialect === 'bash'; }

  /** Line of the running command. */
  get line(): number { return this.source.lineAt(this.pos); }

  /** What messages of this shell begin with. */
  prefix(): string {
    const top = this.interactive || this.plainMessages;
    if (this.dialect === 'bash') {
      const name = this.source.name;
      return top ? `${this.sourceDepth > 0 ? `${name}: line ${this.line}` : this.baseName()}: ` : `${name}: line ${this.line}: `;
    }
    if (this.dialect === 'dash') return `${this.name}: ${this.interactive && this.sourceDepth === 0 ? this.linesRead : this.line}: `;
    return `${this.name}: ${this.builtinName === undefined ? '' : `${this.builtinName}: ${this.interactive ? '' : `line ${this.line}: `}`}`;
  }

  /** Messages without line numbers although there is no terminal (session.ts). */
  plainMessages = false;
  /** How many lines an interactive shell has read, which dash prints as the line. */
  linesRead = 0;
  /** `\#` of a prompt. */
  commandNumber = 1;

  private baseName(): string { return this.name.replace(/^-/, '').replace(/^.*\//, ''); }

  /** Writes a message to standard error, as `bash: line 1: …`. */
  *warn(message: string): Sys<void> {
    yield* this.proc.write(2, `${this.prefix()}${message}\n`);
  }

  /** Reports and gives up the running command. */
  *fail(message: string, status = 1, fatal = false): Sys<never> {
    yield* this.warn(message);
    throw new CommandFailed(status, fatal);
  }

  /** The environment of programs. */
  environment(): Map<string, string> {
    const env = this.vars.exported();
    if (!this.exportsFunctions) return env;
    const all = new Map(env);
    for (const fn of this.functions.values()) {
      if (fn.exported) all.set(`BASH_FUNC_${fn.name}%%`, fn.source.text.slice(fn.node.name.end, fn.node.end).replace(/^\s*\(\s*\)/, '()').replace(/^(?!\(\))/, '() '));
    }
    return all;
  }

  /** The positional parameter or special parameter or variable of that name, as a scalar. */
  lookup(name: string): string | undefined {
    const first = name.charCodeAt(0);
    if (first >= 48 && first <= 57) return name === '0' ? this.name : this.parameters[Number(name) - 1];
    switch (name) {
      case '?': return String(this.status);
      case '#': return String(this.parameters.length);
      case '$': return String(this.rootPid ?? this.proc.pid);
      case '!': return this.lastBackground === undefined ? undefined : String(this.lastBackground);
      case '-': return this.optionLetters();
      default: return this.vars.get(name);
    }
  }

  optionLetters: () => string = () => optionLetters(this.options, this.isBash ? this.invocation : this.invocation.replace('c', ''));
}
