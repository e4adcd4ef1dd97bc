/**
 * `lab`: what was done in a session, for checks that ask for the way and not only for the state. It is a program on the replica alone:
 * the learner's own machine has no such command.
 */
import { RFC3339_NANO_FIXED, formatTime } from '../formats/go-time/layout.ts';
import type { EventMessage } from '../api/events.ts';
import { executable } from '../kernel/executable.ts';
import { createView } from '../kernel/fs/view.ts';
import type { Program, Sys } from '../kernel/sys.ts';
import type { Machine } from '../machine/machine.ts';
import type { CommandRecord } from '../machine/terminal/terminal-session.ts';
import { TASK_START } from './checker.ts';
import { screenText } from './screen.ts';

const PATH = '/usr/local/bin/lab';
const USAGE = `Usage: lab COMMAND [--since task]

Commands:
  commands   The command lines of the session, oldest first
  codes      The same, each after its exit code
  output N   What the Nth command line printed; 0 for all, each output once
  events     The events of the engine: TIME TYPE ACTION NAME (ATTRIBUTES)
`;

/** What `lab` tells of a session. */
export interface LabHistory {
  /** Completed command lines in the order in which they were accepted. */
  readonly commands: readonly CommandRecord[];
  readonly events: readonly EventMessage[];
}

/** Puts `lab` on a machine that is a replica. */
export function installLab(machine: Machine, history: LabHistory): void {
  machine.kernel.loaded('lab', labProgram(history, machine.kernel.epoch));
  const view = createView(machine.host.mounts, { uid: 0, gid: 0, groups: [] });
  view.mkdirs('/usr/local/bin');
  view.writeData(PATH, executable('lab'), 0o755);
}

/** The history of a machine whose terminals are all known, and of its daemon. */
export function historyOf(machine: Machine, commands?: readonly CommandRecord[]): LabHistory {
  const typed = commands ?? [...machine.terminals.values()].flatMap((terminal) => terminal.commands).sort((a, b) => a.at - b.at);
  return { commands: typed.filter(({ line }) => line.trim() !== ''), events: [...(machine.daemon?.events.history ?? [])] };
}

function labProgram(history: LabHistory, epoch: bigint): Program {
  return {
    name: 'lab',
    *main(proc): Sys<number> {
      const [, verb, ...args] = proc.argv;
      const since = args.includes('--since') ? Number(proc.env.get(TASK_START) ?? 0) : 0;
      const commands = history.commands.filter(({ at }) => at >= since);
      const print = (lines: readonly string[]): Sys<void> => proc.write(1, lines.map((line) => `${line}\n`).join(''));
      if (verb === 'commands') yield* print(commands.map(({ line }) => line));
      else if (verb === 'codes') yield* print(commands.map(({ line, exit }) => `${exit ?? '-'} ${line}`));
      else if (verb === 'output') {
        const number = Number(args[0] ?? 0);
        yield* print(commands.filter((_, at) => number === 0 || at + 1 === number).flatMap(({ output }) => screenText(output)));
      } else if (verb === 'events') yield* print(history.events.filter(({ timeNano }) => BigInt(timeNano) - epoch >= BigInt(since)).map(eventLine));
      else {
        yield* proc.write(2, USAGE);
        return 125;
      }
      return 0;
    },
  };
}

function eventLine({ timeNano, Type, Action, Actor }: EventMessage): string {
  const { name, ...attributes } = Actor.Attributes as Record<string, string>;
  const rest = Object.entries(attributes).map(([key, value]) => `${key}=${value}`).join(', ');
  return `${formatTime(BigInt(timeNano), RFC3339_NANO_FIXED)} ${Type} ${Action} ${name ?? Actor.ID}${rest ? ` (${rest})` : ''}`;
}
