/** A bash that is fed whole steps from outside, each with descriptors of its own, so that their outputs and exit codes can be told apart. */
import type { OpenFile } from '../kernel/fs/types.ts';
import type { Proc, Program, Sys } from '../kernel/sys.ts';
import { WaitQueue } from '../kernel/wait-queue.ts';
import { ExitShell } from '../shell/errors.ts';
import { endStatus } from '../shell/run/launch.ts';
import { runText } from '../shell/run/text.ts';
import { Shell } from '../shell/shell.ts';
import { prepareShell } from '../shell/startup.ts';

/** One step: bash text, its three descriptors, and where its exit code goes. */
export interface ShellStep {
  readonly text: string;
  readonly stdio: readonly [OpenFile, OpenFile, OpenFile];
  finished(code: number): void;
}

/** Steps for one shell; `end` lets the shell exit when they are done. */
export class StepFeed {
  readonly queue = new WaitQueue();
  readonly #steps: ShellStep[] = [];
  ended = false;

  push(step: ShellStep): void {
    this.#steps.push(step);
    this.queue.wake();
  }

  end(): void {
    this.ended = true;
    this.queue.wake();
  }

  *next(proc: Proc): Sys<ShellStep | undefined> {
    for (;;) {
      const step = this.#steps.shift();
      if (step || this.ended) return step;
      yield* proc.block([this.queue]);
    }
  }
}

/** The program that runs the steps of a feed in one shell: folder, variables, functions, aliases and jobs carry over. */
export function stepShell(feed: StepFeed): Program {
  return {
    name: 'step-shell',
    *main(proc) {
      const shell = new Shell(proc, 'bash', 'bash', false);
      prepareShell(shell, proc.env);
      shell.shopt.set('expand_aliases', true);
      for (let step = yield* feed.next(proc); step; step = yield* feed.next(proc)) {
        step.stdio.forEach((file, fd) => {
          file.retain();
          const own = proc.install(file);
          if (own !== fd) {
            proc.dup2(own, fd);
            proc.close(own);
          }
        });
        let exited = false;
        const { text } = step;
        const code = yield* endStatus(shell, (function* (): Sys<number> {
          try {
            return yield* runText(shell, text, { name: 'bash', top: true });
          } catch (error) {
            exited = error instanceof ExitShell;
            throw error;
          }
        })());
        shell.status = code;
        for (const fd of [0, 1, 2]) proc.close(fd);
        step.finished(code);
        if (exited) return code;
      }
      return shell.status;
    },
  };
}
