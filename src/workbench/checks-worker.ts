// The checker in a worker of its own: what a check costs is never felt in the terminal.
import type { LessonChecks } from '../course/checks.ts';
import type { Locale } from '../course/lesson.ts';
import type { TaskStates } from '../course/replica.ts';
import type { Checker, CheckPoint } from './checks.ts';
import { connect, type Peer, type Port } from './rpc.ts';

/** The name that tells a worker of the machine's script to be a checker. */
export const CHECKER = 'checker';
/** A check that takes longer, in real ms, is given up, and the worker with it. */
const PATIENCE = 30_000;

type Nothing = Record<never, never>;

interface CheckerCalls {
  lesson(checks: LessonChecks, locale: Locale): void;
  check(point: CheckPoint): TaskStates;
  grade(...args: Parameters<Checker['grade']>): boolean;
}

/** Answers at `port` for the lesson that is named first. */
export function serveChecks(port: Port): void {
  const loaded = import('./checks.ts');
  let checker: Promise<Checker> | undefined;
  const lesson = (): Promise<Checker> => checker ?? Promise.reject(new Error('no lesson was named'));
  connect<CheckerCalls, Nothing, Nothing, Nothing>(port, {
    lesson: (checks, locale) => void (checker = loaded.then(({ makeChecker }) => makeChecker(checks, locale))),
    check: async (point) => (await lesson()).check(point),
    grade: async (quiz, reply) => (await lesson()).grade(quiz, reply),
  });
}

/** A checker behind a worker that is started when it is first needed, and again after it fell silent. */
export function remoteChecker(checks: LessonChecks, locale: Locale, spawn: () => Worker): Checker {
  let worker: Worker | undefined;
  let peer: Peer<CheckerCalls, Nothing, Nothing> | undefined;
  const connected = (): Peer<CheckerCalls, Nothing, Nothing> => {
    if (peer) return peer;
    worker = spawn();
    peer = connect<Nothing, CheckerCalls, Nothing, Nothing>(worker, {});
    void peer.calls.lesson(checks, locale);
    return peer;
  };
  const within = async <T>(work: Promise<T>): Promise<T> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        worker?.terminate();
        peer = undefined;
        reject(new Error('the checker did not answer'));
      }, PATIENCE);
    });
    try {
      return await Promise.race([work, silence]);
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    check: (point) => within(connected().calls.check(point)),
    grade: (quiz, reply) => within(connected().calls.grade(quiz, reply)),
  };
}
