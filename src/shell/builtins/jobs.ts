/** jobs, fg, bg, wait, kill, disown, suspend */
import { statusCode } from '../jobs.ts';
import { jobLine, reapChildren, takeTerminal, waitForeground } from '../run/waiting.ts';
import { interruptible, runPending } from '../traps.ts';
import { signalTable } from './control.ts';
import { signalText } from '../signal-text.ts';
import { assignValue } from '../assign.ts';
import { isSysError } from '../../kernel/errno.ts';
import { parseSignal, signalName, signalNumber } from '../../kernel/signals.ts';
import { complain, parseOptions } from './options.ts';
import type { Builtin } from './table.ts';
import type { Job } from '../jobs.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';

/** The job a word names; undefined after a complaint. */
function* findJob(sh: Shell, name: string, spec: string): Sys<Job | undefined> {
  const job = sh.jobs.find(spec);
  if (job === 'ambiguous') {
    yield* complain(sh, name, `${spec.replace(/^%/, '')}: ambiguous job spec`);
    return undefined;
  }
  if (job === undefined) yield* complain(sh, name, sh.isBash ? `${spec === '' ? 'current' : spec}: no such job` : `No such job: ${spec}`);
  return job;
}

const jobs: Builtin = {
  name: 'jobs',
  usage: 'jobs [-lnprs] [jobspec ...] or jobs -x command [args]',
  *run(sh, words) {
    const parsed = yield* parseOptions(sh, words, 'lnprs', jobs.usage);
    if (parsed === undefined) return 2;
    const { flags, rest } = parsed;
    yield* reapChildren(sh);
    const chosen: Job[] = [];
    for (const spec of rest) {
      const job = yield* findJob(sh, 'jobs', spec);
      if (job === undefined) return 1;
      chosen.push(job);
    }
    for (const job of rest.length > 0 ? chosen : [...sh.jobs.list]) {
      if (job.disowned || (flags.has('r') && job.state !== 'running') || (flags.has('s') && job.state !== 'stopped')) continue;
      yield* sh.proc.write(1, flags.has('p') ? `${job.pgid}\n` : jobLine(sh, job, flags.has('l')));
      job.notified = true;
    }
    for (const job of [...sh.jobs.list]) if (job.state === 'done' && job.notified) sh.jobs.remove(job);
    return 0;
  },
};

function resume(sh: Shell, job: Job): void {
  for (const process of job.processes) if (process.status?.kind === 'stopped') process.status = undefined;
  job.state = 'running';
  job.notified = true;
  try {
    sh.proc.kill(-job.pgid, 'SIGCONT');
  } catch (error) {
    if (!isSysError(error, 'ESRCH')) throw error;
  }
}

function* noJobControl(sh: Shell, name: string): Sys<number> {
  return sh.dialect === 'dash' && sh.jobs.list.length === 0 ? yield* complain(sh, name, 'No current job', 2) : yield* complain(sh, name, 'no job control');
}

const fg: Builtin = {
  name: 'fg',
  usage: 'fg [job_spec]',
  *run(sh, words) {
    if (!sh.option('monitor')) return yield* noJobControl(sh, 'fg');
    yield* reapChildren(sh);
    const job = yield* findJob(sh, 'fg', words[1] ?? '');
    if (job === undefined) return 1;
    if (job.state === 'done') {
      sh.jobs.remove(job);
      return yield* complain(sh, 'fg', 'job has terminated');
    }
    yield* sh.proc.write(1, `${job.command}\n`);
    job.foreground = true;
    if (sh.terminal !== undefined) sh.proc.tcsetpgrp(sh.terminal, job.pgid);
    resume(sh, job);
    try {
      const left = job.processes.filter((process) => process.status === undefined).map((process) => process.pid);
      const statuses = yield* waitForeground(sh, job.pgid, left, job.command, job);
      return statuses.at(-1) ?? 0;
    } finally {
      job.foreground = false;
      takeTerminal(sh);
    }
  },
};

const bg: Builtin = {
  name: 'bg',
  usage: 'bg [job_spec ...]',
  *run(sh, words) {
    if (!sh.option('monitor')) return yield* noJobControl(sh, 'bg');
    yield* reapChildren(sh);
    for (const spec of words.length > 1 ? words.slice(1) : ['']) {
      const job = yield* findJob(sh, 'bg', spec);
      if (job === undefined) return 1;
      if (job.state === 'running') {
        yield* complain(sh, 'bg', `job ${job.number} already in background`);
        continue;
      }
      yield* sh.proc.write(1, `[${job.number}]${sh.jobs.mark(job)} ${job.command} &\n`);
      resume(sh, job);
      sh.lastBackground = job.processes.at(-1)?.pid;
    }
    return 0;
  },
};

/** Waits until `done`; a trapped signal ends it with 128 + its number. */
function* waitUntil(sh: Shell, done: () => boolean): Sys<number | undefined> {
  const body = function* (): Sys<number | undefined> {
    while (!done()) {
      try {
        const status = yield* sh.proc.wait(-1, { untraced: sh.option('monitor') });
        if (status) sh.jobs.update(status);
      } catch (error) {
        if (isSysError(error, 'ECHILD')) return undefined;
        if (!isSysError(error, 'EINTR')) throw error;
        const name = sh.pendingTraps[0];
        const number = name?.startsWith('SIG') ? signalNumber(name as Parameters<typeof signalNumber>[0]) : 2;
        yield* runPending(sh);
        return 128 + number;
      }
    }
    return undefined;
  };
  return yield* interruptible(sh, body());
}

const wait: Builtin = {
  name: 'wait',
  usage: 'wait [-fn] [-p var] [id ...]',
  *run(sh, words) {
    const parsed = sh.isBash ? yield* parseOptions(sh, words, 'fnp:', wait.usage) : { flags: new Map<string, string>(), rest: words.slice(1) };
    if (parsed === undefined) return 2;
    const { flags, rest } = parsed;
    yield* reapChildren(sh);
    if (flags.has('n')) return yield* waitAny(sh, rest, flags.get('p'));
    if (rest.length === 0) {
      const interrupted = yield* waitUntil(sh, () => sh.jobs.list.every((job) => job.state !== 'running'));
      if (interrupted !== undefined) return interrupted;
      if (!sh.interactive) for (const job of [...sh.jobs.list]) if (job.state === 'done') sh.jobs.remove(job);
      return 0;
    }
    let status = 0;
    for (const id of rest) status = yield* waitOne(sh, id);
    return status;
  },
};

function* waitAny(sh: Shell, ids: readonly string[], variable: string | undefined): Sys<number> {
  const candidates = (): Job[] => sh.jobs.list.filter((job) => ids.length === 0 || ids.some((id) => sh.jobs.find(id) === job || job.processes.some((process) => String(process.pid) === id)));
  if (candidates().length === 0) return 127;
  const interrupted = yield* waitUntil(sh, () => candidates().some((job) => job.state === 'done'));
  if (interrupted !== undefined) return interrupted;
  const job = candidates().find((candidate) => candidate.state === 'done');
  const last = job?.processes.at(-1);
  if (job === undefined || last?.status === undefined) return 127;
  if (variable !== undefined) assignValue(sh, variable, undefined, String(last.pid), false);
  sh.jobs.remove(job);
  return statusCode(last.status);
}

function* waitOne(sh: Shell, id: string): Sys<number> {
  let job: Job | undefined;
  let pid: number | undefined;
  if (id.startsWith('%')) {
    job = yield* findJob(sh, 'wait', id);
    if (job === undefined) return 127;
  } else if (/^\d+$/.test(id)) {
    pid = Number(id);
    const known = sh.jobs.ended.get(pid);
    job = sh.jobs.byPid(pid);
    if (job === undefined) {
      if (known !== undefined) return known;
      if (sh.isBash) yield* sh.warn(`wait: pid ${id} is not a child of this shell`);
      return 127;
    }
  } else return yield* complain(sh, 'wait', sh.isBash ? `\`${id}': not a pid or valid job spec` : `Illegal number: ${id}`, sh.isBash ? 1 : 2);
  const target = job;
  const process = target.processes.find((item) => item.pid === pid) ?? target.processes.at(-1);
  const interrupted = yield* waitUntil(sh, () => process?.status !== undefined && process.status.kind !== 'stopped');
  if (interrupted !== undefined) return interrupted;
  if (!process?.status) return 127;
  const status = statusCode(process.status);
  if (sh.dialect === 'dash' && process.status.kind === 'signaled' && !/^SIG(?:INT|PIPE)$/.test(process.status.signal)) yield* sh.proc.write(2, `${signalText(process.status.signal)}\n`);
  if (target.state === 'done') {
    target.notified = true;
    sh.jobs.remove(target);
  }
  return status;
}

const kill: Builtin = {
  name: 'kill',
  usage: 'kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]',
  *run(sh, words) {
    let i = 1;
    let signal: ReturnType<typeof parseSignal> | 0 = 'SIGTERM';
    const first = words[1];
    if (first === '-l' || first === '-L') return yield* listSignals(sh, words.slice(2));
    if (first === '-s' || first === '-n') {
      const spec = words[2];
      if (spec === undefined) return yield* complain(sh, 'kill', `${first}: option requires an argument`);
      signal = spec === '0' ? 0 : parseSignal(spec);
      if (signal === undefined) return yield* complain(sh, 'kill', `${spec}: invalid signal specification`);
      i = 3;
    } else if (first !== undefined && /^-./.test(first) && first !== '--') {
      const spec = first.slice(1);
      signal = spec === '0' ? 0 : parseSignal(spec);
      if (signal === undefined) return yield* complain(sh, 'kill', sh.isBash ? `${spec}: invalid signal specification` : `Illegal option ${first.slice(0, 2)}`, sh.isBash ? 1 : 2);
      i = 2;
    }
    if (words[i] === '--') i++;
    if (i >= words.length) {
      if (sh.isBash) yield* sh.proc.write(2, `kill: usage: ${kill.usage}\n`);
      else yield* sh.warn('kill: Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]');
      return 2;
    }
    let status = 0;
    for (const target of words.slice(i)) status = (yield* killOne(sh, target, signal as Exclude<typeof signal, undefined>)) || status;
    return status;
  },
};

function* killOne(sh: Shell, target: string, signal: NonNullable<ReturnType<typeof parseSignal>> | 0): Sys<number> {
  let pid: number;
  if (target.startsWith('%')) {
    const job = yield* findJob(sh, 'kill', target);
    if (job === undefined) return 1;
    pid = sh.option('monitor') ? -job.pgid : (job.processes[0]?.pid ?? 0);
    if (job.state === 'stopped' && (signal === 'SIGTERM' || signal === 'SIGHUP')) {
      try {
        sh.proc.kill(pid, signal);
        sh.proc.kill(pid, 'SIGCONT');
      } catch (error) {
        if (!isSysError(error)) throw error;
      }
      return 0;
    }
  } else if (/^-?\d+$/.test(target)) pid = Number(target);
  else return yield* complain(sh, 'kill', sh.isBash ? `${target}: arguments must be process or job IDs` : `Illegal number: ${target}`, sh.isBash ? 1 : 2);
  try {
    sh.proc.kill(pid, signal);
    // A signal to itself is taken before the next command.
    yield* sh.proc.step();
    return 0;
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* complain(sh, 'kill', sh.isBash ? `(${target}) - ${error.message}` : sh.dialect === 'ash' ? `can't kill pid ${target}: ${error.message}` : error.message);
    if (sh.dialect === 'dash') yield* sh.proc.write(2, '\n');
    return 1;
  }
}

function* listSignals(sh: Shell, specs: readonly string[]): Sys<number> {
  if (specs.length === 0) {
    if (sh.isBash) yield* sh.proc.write(1, signalTable());
    else for (let n = 0; n < 32; n++) yield* sh.proc.write(1, `${n === 0 ? '0' : (signalName(n) ?? '').replace('SIG', '')}\n`);
    return 0;
  }
  let status = 0;
  for (const spec of specs) {
    const number = /^\d+$/.test(spec) ? Number(spec) % 128 : undefined;
    const signal = number === undefined ? parseSignal(spec) : signalName(number);
    if (signal === undefined) status = yield* complain(sh, 'kill', `${spec}: invalid signal specification`);
    else yield* sh.proc.write(1, number === undefined ? `${signalNumber(signal)}\n` : `${signal.replace(/^SIG/, '')}\n`);
  }
  return status;
}

const disown: Builtin = {
  name: 'disown',
  usage: 'disown [-h] [-ar] [jobspec ... | pid ...]',
  shells: ['bash'],
  *run(sh, words) {
    const parsed = yield* parseOptions(sh, words, 'ahr', disown.usage);
    if (parsed === undefined) return 2;
    const { flags, rest } = parsed;
    let chosen: Job[] = [];
    if (flags.has('a') || flags.has('r')) chosen = sh.jobs.list.filter((job) => !flags.has('r') || job.state === 'running');
    else {
      for (const spec of rest.length > 0 ? rest : ['']) {
        const job = /^\d+$/.test(spec) ? sh.jobs.byPid(Number(spec)) : yield* findJob(sh, 'disown', spec);
        if (job === undefined) {
          if (/^\d+$/.test(spec)) yield* complain(sh, 'disown', `${spec}: no such job`);
          return 1;
        }
        chosen.push(job);
      }
    }
    for (const job of chosen) {
      job.disowned = true;
      if (!flags.has('h')) sh.jobs.remove(job);
    }
    return 0;
  },
};

const suspend: Builtin = {
  name: 'suspend',
  usage: 'suspend [-f]',
  shells: ['bash'],
  *run(sh, words) {
    if (!sh.option('monitor')) return yield* complain(sh, 'suspend', 'cannot suspend: no job control');
    if (sh.loginShell && words[1] !== '-f') return yield* complain(sh, 'suspend', 'cannot suspend a login shell');
    sh.proc.kill(sh.proc.pid, 'SIGSTOP');
    yield* sh.proc.step();
    return 0;
  },
};

export const JOBS: readonly Builtin[] = [jobs, fg, bg, wait, kill, disown, suspend];
