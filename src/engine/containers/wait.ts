/** POST /containers/{id}/wait: `not-running`, `next-exit`, `removed` (moby container.State.Wait). */
import type { WaitResponse } from '../../api/container.ts';
import type { Sys } from '../../kernel/sys.ts';
import { DaemonError } from '../daemon.ts';
import type { RequestContext } from '../daemon.ts';
import type { Container } from './container.ts';
import type { ContainerEngine } from './engine.ts';

type WaitCondition = 'not-running' | 'next-exit' | 'removed';

/** '' is not-running; 400 for names that do not exist. */
export function waitCondition(text: string): WaitCondition {
  if (text === '') return 'not-running';
  if (text === 'not-running' || text === 'next-exit' || text === 'removed') return text;
  throw new DaemonError(400, `invalid condition: ${JSON.stringify(text)}`);
}

/** Blocks until the condition holds; undefined when the client left before. `exits` is the count when the request came. */
export function* waitFor(engine: ContainerEngine, container: Container, condition: WaitCondition, exits: number, client: Pick<RequestContext, 'closed' | 'hangup'>): Sys<WaitResponse | undefined> {
  const { proc } = engine;
  const holds = (): boolean => {
    if (container.removed) return true;
    if (condition === 'removed') return false;
    if (condition === 'next-exit') return container.exits > exits;
    return !container.state.running;
  };
  while (!holds()) {
    if (client.closed()) return undefined;
    yield* proc.block([container.changed, ...(client.hangup ? [client.hangup] : [])]);
  }
  const { exitCode, error } = container.state;
  // Only who asks for a container that never ran learns why (moby State.Wait answers at once then).
  return error === '' || condition !== 'not-running' || container.removed ? { StatusCode: exitCode } : { StatusCode: exitCode, Error: { Message: error } };
}
