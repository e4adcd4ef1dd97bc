/**
 * What each action does in each state of a container, as a table that can be read, drawn and tested (moby daemon/{start,stop,kill,
 * pause,unpause,restart,delete,exec,attach,top,update}.go). `go` carries the action out, `same` answers 304, an error ends it.
 */
import type { ContainerStatus } from '../../api/container.ts';
import { DaemonError } from '../daemon.ts';

export type Action = 'start' | 'stop' | 'kill' | 'restart' | 'pause' | 'unpause' | 'remove' | 'exec' | 'attach' | 'top' | 'resize';

/** `{id}` is the full id, `{ref}` how the client named the container, `{state}` its state. */
interface Refusal { readonly status: number; readonly message: string }
type Outcome = 'go' | 'same' | Refusal;

const notRunning: Refusal = { status: 409, message: 'container {id} is not running' };
const restarting: Refusal = { status: 409, message: 'Container {id} is restarting, wait until the container is running' };
const marked: Refusal = { status: 409, message: 'container is marked for removal and cannot be started' };
const stopFirst: Refusal = { status: 409, message: 'cannot remove container "{ref}": container is {state}: stop the container before removing or force remove' };
const notPaused: Refusal = { status: 500, message: 'Container {id} is not paused' };

type Row = Readonly<Record<ContainerStatus, Outcome>>;

export const LIFECYCLE: Readonly<Record<Action, Row>> = {
  start: {
    created: 'go', running: 'same', paused: { status: 409, message: 'cannot start a paused container, try unpause instead' }, restarting: 'same',
    exited: 'go', removing: marked, dead: marked,
  },
  stop: { created: 'same', running: 'go', paused: 'go', restarting: 'go', exited: 'same', removing: 'same', dead: 'same' },
  kill: { created: notRunning, running: 'go', paused: 'go', restarting: 'go', exited: notRunning, removing: notRunning, dead: notRunning },
  restart: { created: 'go', running: 'go', paused: 'go', restarting: 'go', exited: 'go', removing: marked, dead: marked },
  pause: {
    created: notRunning, running: 'go', paused: { status: 409, message: 'Container {id} is already paused' }, restarting, exited: notRunning,
    removing: notRunning, dead: notRunning,
  },
  unpause: { created: notPaused, running: notPaused, paused: 'go', restarting: notPaused, exited: notPaused, removing: notPaused, dead: notPaused },
  remove: {
    created: 'go', running: stopFirst, paused: { status: 409, message: 'cannot remove container "{ref}": container is paused and must be unpaused first' },
    restarting: stopFirst, exited: 'go', removing: { status: 409, message: 'removal of container {ref} is already in progress' }, dead: 'go',
  },
  exec: {
    created: notRunning, running: 'go', paused: { status: 409, message: 'Container {ref} is paused, unpause the container before exec' }, restarting,
    exited: notRunning, removing: notRunning, dead: notRunning,
  },
  attach: {
    created: 'go', running: 'go', paused: { status: 409, message: 'container {ref} is paused, unpause the container before attach' },
    restarting: { status: 409, message: 'container {ref} is restarting, wait until the container is running' }, exited: 'go', removing: 'go', dead: 'go',
  },
  top: { created: notRunning, running: 'go', paused: 'go', restarting, exited: notRunning, removing: notRunning, dead: notRunning },
  resize: { created: notRunning, running: 'go', paused: 'go', restarting: notRunning, exited: notRunning, removing: notRunning, dead: notRunning },
};

/** True when the action is to be carried out, false for 304. Throws Docker's refusal. */
export function admit(action: Action, container: { readonly id: string; readonly status: ContainerStatus }, reference: string): boolean {
  const outcome = LIFECYCLE[action][container.status];
  if (outcome === 'go') return true;
  if (outcome === 'same') return false;
  const message = outcome.message.replace('{id}', container.id).replace('{ref}', reference).replace('{state}', container.status);
  throw new DaemonError(outcome.status, message);
}
