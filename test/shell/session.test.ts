import { expect, it } from 'vitest';
import { ShellSession } from '../../src/shell/session.ts';
import { Machine } from './machine.ts';
import { PROGRAMS } from './programs.ts';
import type { Program } from '../../src/kernel/sys.ts';

function session(...texts: string[]): { out: string; err: string; results: { status: number; ended: boolean }[] } {
  const results: { status: number; ended: boolean }[] = [];
  const driver: Program = {
    name: 'driver',
    *main(proc) {
      const shell = new ShellSession(proc);
      for (const text of texts) results.push(yield* shell.run(text));
      return 0;
    },
  };
  const result = new Machine([...PROGRAMS, driver]).run(['driver']);
  return { out: result.stdout, err: result.stderr, results };
}

it('keeps everything from text to text and words errors as at a prompt', () => {
  const { out, err, results } = session('x=1; alias hi="echo hello"; cd /tmp', 'hi $x; pwd', 'nosuch', 'echo $?', 'echo )', 'sleep 1 &', 'wait; echo done', 'exit 3');
  expect(out).toBe('hello 1\n/tmp\n127\ndone\n');
  expect(err).toBe("bash: nosuch: command not found\nbash: syntax error near unexpected token `)'\nbash: `echo )'\n");
  expect(results.map((result) => result.status)).toEqual([0, 0, 127, 0, 2, 0, 0, 3]);
  expect(results.at(-1)?.ended).toBe(true);
});

it('gives a stopped loop or a failed expansion back as a status', () => {
  const { results } = session('set -u; echo $nope', 'break', 'echo $((1/0))');
  expect(results.map((result) => [result.status, result.ended])).toEqual([[1, false], [0, false], [1, false]]);
});

it('says that completion cannot be programmed', () => {
  const { err, results } = session('complete -F f docker', 'compgen -W "a b" a');
  expect(err).toBe('bash: complete: this builtin is not simulated here\nbash: compgen: this builtin is not simulated here\n');
  expect(results.map((result) => result.status)).toEqual([1, 1]);
});
