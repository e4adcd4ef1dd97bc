import { describe, expect, it } from 'vitest';
import { ContainerLife } from '../../src/workbench/container-life.ts';

/** The steps after events such as `kill 15` and `die 137`, as words. */
function told(...events: string[]): string[] {
  const life = new ContainerLife();
  for (const event of events) {
    const [action = '', number = ''] = event.split(' ');
    life.add(action, action === 'die' ? { exitCode: number } : { signal: number }, 0);
  }
  return life.steps.map(({ state, cause, exitCode }) => [cause, state, exitCode ?? ''].join(' ').trim());
}

describe('the life of a container names what brought each step', () => {
  it.each([
    [['create', 'start', 'die 0'], ['create created', 'start running', 'exit exited 0']],
    [['start', 'kill 15', 'kill 9', 'die 137', 'stop'], ['start running', 'stop exited 137']],
    [['start', 'kill 15', 'stop', 'die 0'], ['start running', 'stop exited 0']],
    [['start', 'kill 9', 'die 137'], ['start running', 'kill exited 137']],
    [['start', 'kill 1', 'die 0'], ['start running', 'exit exited 0']],
    [['start', 'oom', 'die 137'], ['start running', 'OOM exited 137']],
    [['start', 'pause', 'unpause'], ['start running', 'pause paused', 'unpause running']],
    [['start', 'kill 15', 'die 0', 'stop', 'start', 'restart'], ['start running', 'stop exited 0', 'restart running']],
    [['start', 'kill 9', 'die 137', 'start', 'die 0'], ['start running', 'kill exited 137', 'start running', 'exit exited 0']],
  ])('%j', (events, steps) => expect(told(...events)).toEqual(steps));
});
