/** Signals by name and number, and what they do by default (signal(7), x86). */

export type Signal =
  | 'SIGHUP' | 'SIGINT' | 'SIGQUIT' | 'SIGILL' | 'SIGTRAP' | 'SIGABRT' | 'SIGBUS' | 'SIGFPE' | 'SIGKILL' | 'SIGUSR1' | 'SIGSEGV' | 'SIGUSR2'
  | 'SIGPIPE' | 'SIGALRM' | 'SIGTERM' | 'SIGSTKFLT' | 'SIGCHLD' | 'SIGCONT' | 'SIGSTOP' | 'SIGTSTP' | 'SIGTTIN' | 'SIGTTOU' | 'SIGURG' | 'SIGXCPU'
  | 'SIGXFSZ' | 'SIGVTALRM' | 'SIGPROF' | 'SIGWINCH' | 'SIGIO' | 'SIGPWR' | 'SIGSYS' | `SIGRTMIN${'' | `+${number}`}` | `SIGRTMAX${'' | `-${number}`}`;

const NAMES: readonly Signal[] = [
  'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGKILL', 'SIGUSR1', 'SIGSEGV', 'SIGUSR2', 'SIGPIPE', 'SIGALRM',
  'SIGTERM', 'SIGSTKFLT', 'SIGCHLD', 'SIGCONT', 'SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU', 'SIGURG', 'SIGXCPU', 'SIGXFSZ', 'SIGVTALRM', 'SIGPROF',
  'SIGWINCH', 'SIGIO', 'SIGPWR', 'SIGSYS',
];

const NUMBERS = new Map<string, number>(NAMES.map((name, i) => [name, i + 1]));
for (let i = 0; i <= 15; i++) NUMBERS.set(i === 0 ? 'SIGRTMIN' : `SIGRTMIN+${i}`, 34 + i);
for (let i = 0; i <= 14; i++) NUMBERS.set(i === 0 ? 'SIGRTMAX' : `SIGRTMAX-${i}`, 64 - i);
NUMBERS.set('SIGCLD', 17).set('SIGPOLL', 29).set('SIGIOT', 6);

/** Number of a signal, 1 … 64. */
export function signalNumber(signal: Signal): number {
  return NUMBERS.get(signal) ?? 0;
}

/** Parses `9`, `KILL`, `SIGKILL`, `kill`; undefined when there is no such signal. */
export function parseSignal(text: string): Signal | undefined {
  if (/^\d+$/.test(text)) return signalName(Number(text));
  const upper = text.toUpperCase();
  const name = upper.startsWith('SIG') ? upper : `SIG${upper}`;
  const number = NUMBERS.get(name);
  return number === undefined ? undefined : signalName(number);
}

/** Name of a signal number; undefined outside 1 … 31 and 34 … 64. */
export function signalName(number: number): Signal | undefined {
  if (number >= 1 && number <= 31) return NAMES[number - 1];
  if (number === 34) return 'SIGRTMIN';
  if (number > 34 && number <= 49) return `SIGRTMIN+${number - 34}`;
  if (number === 64) return 'SIGRTMAX';
  if (number > 49 && number < 64) return `SIGRTMAX-${64 - number}`;
  return undefined;
}

export type DefaultAction = 'terminate' | 'core' | 'ignore' | 'stop' | 'continue';

const ACTIONS: Partial<Record<Signal, DefaultAction>> = {
  SIGCHLD: 'ignore', SIGURG: 'ignore', SIGWINCH: 'ignore', SIGCONT: 'continue', SIGSTOP: 'stop', SIGTSTP: 'stop', SIGTTIN: 'stop', SIGTTOU: 'stop',
  SIGQUIT: 'core', SIGILL: 'core', SIGTRAP: 'core', SIGABRT: 'core', SIGBUS: 'core', SIGFPE: 'core', SIGSEGV: 'core', SIGXCPU: 'core', SIGXFSZ: 'core', SIGSYS: 'core',
};

/** What the signal does when it is neither handled nor ignored. */
export function defaultAction(signal: Signal): DefaultAction {
  return ACTIONS[signal] ?? 'terminate';
}
