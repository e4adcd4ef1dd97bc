/** A shell that is fed texts one after another by whoever runs it (scenarios, replay): one process, no terminal, messages as at a prompt. */
import { Shell } from './shell.ts';
import { SourceText } from './source.ts';
import { prepareShell } from './startup.ts';
import { runText } from './run/text.ts';
import { runExitTrap, runPending } from './traps.ts';
import { reapChildren, forgetJobs } from './run/waiting.ts';
import { CommandFailed, ExitShell, Interrupted, LoopJump, ReturnFrom } from './errors.ts';
import type { Proc, Sys } from '../kernel/sys.ts';

export class ShellSession {
  readonly shell: Shell;

  /** `proc` is the process that is the shell: its environment, descriptors and directory count. */
  constructor(proc: Proc) {
    this.shell = new Shell(proc, 'bash', 'bash', false);
    prepareShell(this.shell, proc.env);
    this.shell.plainMessages = true;
    this.shell.shopt.set('expand_aliases', true);
    this.shell.source = new SourceText('', 'bash');
  }

  /**
   * Runs a text as if it were typed: directory, variables, functions, aliases and jobs stay for the next. `ended` when it was `exit`;
   * then the EXIT trap has run.
   */
  *run(text: string): Sys<{ readonly status: number; readonly ended: boolean }> {
    const { shell } = this;
    try {
      yield* runText(shell, text, { name: 'bash', top: true });
      if (shell.pendingTraps.length > 0) yield* runPending(shell);
    } catch (error) {
      if (error instanceof ExitShell) return { status: yield* runExitTrap(shell, error.status), ended: true };
      if (error instanceof CommandFailed || error instanceof Interrupted || error instanceof ReturnFrom) shell.status = error.status;
      else if (!(error instanceof LoopJump)) throw error;
      shell.loops = shell.tolerant = 0;
    }
    yield* reapChildren(shell);
    forgetJobs(shell);
    return { status: shell.status, ended: false };
  }
}
