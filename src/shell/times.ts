/** `time` and `times`: virtual time. */
import type { Shell } from './shell.ts';
import type { Sys } from '../kernel/sys.ts';

/** Prints what `time` measured, as TIMEFORMAT or POSIX say. Nanoseconds. */
export function* printTimes(sh: Shell, elapsed: number, posix: boolean): Sys<void> {
  const seconds = elapsed / 1e9;
  if (posix) {
    yield* sh.proc.write(2, `real ${seconds.toFixed(2)}\nuser 0.00\nsys 0.00\n`);
    return;
  }
  const format = sh.vars.get('TIMEFORMAT') ?? '\nreal\t%3lR\nuser\t%3lU\nsys\t%3lS';
  if (format === '') return;
  const text = format.replace(/%%|%(\d?)(l?)([RUSP])/g, (all, digits: string, long: string, what: string) => {
    if (all === '%%') return '%';
    if (what === 'P') return '0.00';
    const value = what === 'R' ? seconds : 0;
    const places = digits === '' ? 3 : Math.min(3, Number(digits));
    return long ? longTime(value, places) : value.toFixed(places);
  });
  yield* sh.proc.write(2, `${text.replaceAll('\\t', '\t').replaceAll('\\n', '\n')}\n`);
}

/** 83.4 → `1m23.400s` */
export function longTime(seconds: number, places = 3): string {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}m${(seconds - minutes * 60).toFixed(places)}s`;
}
