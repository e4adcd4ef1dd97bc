import { isSysError } from '../../../kernel/errno.ts';
import type { Sys } from '../../../kernel/sys.ts';
import { strftime } from '../../dates.ts';
import { basename } from '../../paths.ts';
import { tool, type Tool } from '../../tool.ts';
import { changes, type Change } from './compare.ts';

export const diff = tool({
  name: 'diff',
  package: 'GNU diffutils 3.8',
  synopsis: ['[OPTION]... FILES'],
  summary: 'Compare FILES line by line.',
  usageExit: 2,
  options: [
    { long: 'normal', help: 'output a normal diff (the default)' },
    { short: 'q', long: 'brief', help: 'report only when files differ' },
    { short: 's', long: 'report-identical-files', help: 'report when two files are the same' },
    { short: 'c', help: 'output 3 lines of copied context' },
    { short: 'C', long: 'context', argument: 'NUM', help: 'output NUM (default 3) lines of copied context' },
    { short: 'u', help: 'output 3 lines of unified context' },
    { short: 'U', long: 'unified', argument: 'NUM', optional: true, help: 'output NUM (default 3) lines of unified context' },
    { short: 'r', long: 'recursive', help: 'recursively compare any subdirectories found' },
    { short: 'N', long: 'new-file', help: 'treat absent files as empty' },
    { short: 'x', long: 'exclude', argument: 'PAT', help: 'exclude files that match PAT' },
    { short: 'i', long: 'ignore-case', help: 'ignore case differences in file contents' },
    { short: 'b', long: 'ignore-space-change', help: 'ignore changes in the amount of white space' },
    { short: 'w', long: 'ignore-all-space', help: 'ignore all white space' },
    { short: 'B', long: 'ignore-blank-lines', help: 'ignore changes where lines are all blank' },
    { short: 'a', long: 'text', help: 'treat all files as text' },
    { short: 'L', long: 'label', argument: 'LABEL', help: 'use LABEL instead of file name and timestamp (can be repeated)' },
    { short: 'y', long: 'side-by-side', help: 'output in two columns' },
    { long: 'color', argument: 'WHEN', optional: true, help: 'color output; WHEN is never, always, or auto' },
  ],
  *run(t) {
    const [left, right, extra] = t.operands;
    if (left === undefined || right === undefined) return yield* t.usage(`missing operand after '${left ?? t.proc.argv.at(-1) ?? 'diff'}'`, 2);
    if (extra !== undefined) return yield* t.usage(`extra operand '${extra}'`, 2);
    if (t.has('side-by-side')) return yield* t.fail('-y is not simulated here', 2);
    const directory = (path: string): boolean => path !== '-' && t.proc.fs.exists(path) && t.proc.stat(path).kind === 'directory';
    if (directory(left) && directory(right)) return yield* compareTrees(t, left, right);
    const from = directory(left) ? `${left.replace(/\/$/, '')}/${basename(right)}` : left;
    const to = directory(right) ? `${right.replace(/\/$/, '')}/${basename(left)}` : right;
    return yield* compareFiles(t, from, to, undefined);
  },
});

function* compareTrees(t: Tool, left: string, right: string): Sys<number> {
  let code = 0;
  const names = (path: string): Set<string> => new Set(t.proc.readdir(path).map((entry) => entry.name));
  const a = names(left);
  const b = names(right);
  const excluded = new Set(t.options.values('exclude'));
  for (const name of [...new Set([...a, ...b])].sort()) {
    if (excluded.has(name)) continue;
    yield* t.proc.step();
    if (!t.has('new-file') && (!a.has(name) || !b.has(name))) {
      yield* t.print(`Only in ${a.has(name) ? left : right}: ${name}\n`);
      code = Math.max(code, 1);
      continue;
    }
    const [x, y] = [`${left}/${name}`, `${right}/${name}`];
    const kinds = [x, y].map((path) => (t.proc.fs.exists(path) ? t.proc.stat(path).kind : 'file'));
    if (kinds[0] === 'directory' && kinds[1] === 'directory') {
      if (t.has('recursive')) code = Math.max(code, yield* t.proc.call(compareTrees(t, x, y)));
      else yield* t.print(`Common subdirectories: ${x} and ${y}\n`);
    } else if (kinds[0] !== kinds[1]) {
      const word = (kind: string | undefined): string => (kind === 'directory' ? 'directory' : 'regular file');
      yield* t.print(`File ${x} is a ${word(kinds[0])} while file ${y} is a ${word(kinds[1])}\n`);
      code = Math.max(code, 1);
    } else {
      const flags = t.options.given.map(({ name: option, value }) => (option.length === 1 ? `-${option}` : { recursive: '-r', 'new-file': '-N', brief: '-q' }[option] ?? `--${option}`) + (value === undefined ? '' : value)).join(' ');
      code = Math.max(code, yield* compareFiles(t, x, y, `diff ${flags}${flags ? ' ' : ''}${x} ${y}\n`));
    }
  }
  return code;
}

interface Side { readonly lines: string[]; readonly keys: string[]; readonly terminated: boolean; readonly binary: boolean }

function* readSide(t: Tool, path: string): Sys<Side | undefined> {
  let data: Uint8Array;
  try {
    if (path === '-') data = yield* t.readAll(0);
    else if (t.has('new-file') && !t.proc.fs.exists(path)) data = new Uint8Array(0);
    else {
      const fd = t.proc.open(path, { read: true });
      data = yield* t.readAll(fd);
      t.proc.close(fd);
    }
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* t.warn(`${path}: ${error.message}`);
    return undefined;
  }
  const text = new TextDecoder().decode(data);
  const terminated = text === '' || text.endsWith('\n');
  const lines = text === '' ? [] : (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
  const key = (line: string): string => {
    let out = t.has('ignore-case') ? line.toLowerCase() : line;
    if (t.has('ignore-all-space')) out = out.replace(/\s+/g, '');
    else if (t.has('ignore-space-change')) out = out.replace(/\s+/g, ' ').replace(/ $/, '');
    return out;
  };
  const keys = lines.map(key);
  if (!terminated) keys.push(`${keys.pop() ?? ''}\0`);
  return { lines, keys, terminated, binary: data.subarray(0, 4096).includes(0) };
}

function* compareFiles(t: Tool, left: string, right: string, header: string | undefined): Sys<number> {
  const a = yield* readSide(t, left);
  const b = yield* readSide(t, right);
  if (!a || !b) return 2;
  let found = changes(a.keys, b.keys);
  yield* t.proc.step(a.lines.length);
  if (t.has('ignore-blank-lines')) found = found.filter((change) => [...a.lines.slice(change.a, change.aEnd), ...b.lines.slice(change.b, change.bEnd)].some((line) => line.trim() !== ''));
  if (found.length === 0) {
    if (t.has('report-identical-files')) yield* t.print(`Files ${left} and ${right} are identical\n`);
    return 0;
  }
  if (t.has('brief')) {
    yield* t.print(`Files ${left} and ${right} differ\n`);
    return 1;
  }
  if ((a.binary || b.binary) && !t.has('text')) {
    yield* t.print(`Binary files ${left} and ${right} differ\n`);
    return 1;
  }
  if (header !== undefined) yield* t.print(header);
  const when = t.has('color') ? (t.value('color') ?? 'auto') : 'never';
  const colored = when === 'always' || (when === 'auto' && t.proc.isatty(1));
  const paint = (code: string, text: string): string => (colored ? `\x1b[${code}m${text}\x1b[0m` : text);
  if (t.has('c') || t.has('context')) yield* copied(t, left, right, a, b, found, paint);
  else if (t.has('u') || t.has('unified') || t.busybox) yield* unified(t, left, right, a, b, found, paint);
  else yield* normal(t, a, b, found, paint);
  return 1;
}

function* normal(t: Tool, a: Side, b: Side, found: readonly Change[], paint: (code: string, text: string) => string): Sys<void> {
  const span = (from: number, to: number): string => (to - from <= 1 ? String(from + (to > from ? 1 : 0)) : `${from + 1},${to}`);
  for (const { a: from, aEnd, b: to, bEnd } of found) {
    yield* t.print(`${paint('36', `${span(from, aEnd)}${from === aEnd ? 'a' : to === bEnd ? 'd' : 'c'}${span(to, bEnd)}`)}\n`);
    for (let i = from; i < aEnd; i++) yield* t.print(`${paint('31', `< ${a.lines[i]}`)}\n${!a.terminated && i === a.lines.length - 1 ? '\\ No newline at end of file\n' : ''}`);
    if (from < aEnd && to < bEnd) yield* t.print('---\n');
    for (let i = to; i < bEnd; i++) yield* t.print(`${paint('32', `> ${b.lines[i]}`)}\n${!b.terminated && i === b.lines.length - 1 ? '\\ No newline at end of file\n' : ''}`);
  }
}

/** Name and time of a file as they stand in the head of a diff with context. */
function stamp(t: Tool, path: string, label: string | undefined): string {
  if (label !== undefined) return label;
  if (t.busybox) return path;
  const instant = path === '-' || !t.proc.fs.exists(path) ? (path === '-' ? t.proc.realtime() : 0n) : t.proc.stat(path).mtime;
  return `${path}\t${strftime('%Y-%m-%d %H:%M:%S.%N +0000', instant)}`;
}

/** Changes with the lines around them; those that would share lines come together. */
interface Hunk { readonly changes: readonly Change[]; readonly start: number; readonly end: number; readonly startB: number; readonly endB: number }

function hunks(found: readonly Change[], context: number, a: Side): Hunk[] {
  const out: Hunk[] = [];
  for (let i = 0; i < found.length; ) {
    let j = i;
    while (j + 1 < found.length && (found[j + 1] as Change).a - (found[j] as Change).aEnd <= 2 * context) j++;
    const first = found[i] as Change;
    const last = found[j] as Change;
    const start = Math.max(0, first.a - context);
    const end = Math.min(a.lines.length, last.aEnd + context);
    out.push({ changes: found.slice(i, j + 1), start, end, startB: first.b - (first.a - start), endB: last.bEnd + (end - last.aEnd) });
    i = j + 1;
  }
  return out;
}

interface Span { readonly from: number; readonly to: number; readonly sign: string }

/** The format of `-c`: each side of a hunk for itself, without its lines where nothing in it changes. */
function* copied(t: Tool, left: string, right: string, a: Side, b: Side, found: readonly Change[], paint: (code: string, text: string) => string): Sys<void> {
  const labels = t.options.values('label');
  yield* t.print(`${paint('1', `*** ${stamp(t, left, labels[0])}`)}\n${paint('1', `--- ${stamp(t, right, labels[1])}`)}\n`);
  const range = (from: number, to: number): string => (to - from <= 1 ? String(to) : `${from + 1},${to}`);
  const lines = function* (side: Side, from: number, to: number, spans: readonly Span[]): Sys<void> {
    if (spans.every((span) => span.from === span.to)) return;
    for (let i = from; i < to; i++) {
      const sign = spans.find((span) => i >= span.from && i < span.to)?.sign ?? ' ';
      const text = `${sign} ${side.lines[i]}`;
      yield* t.print(`${sign === ' ' ? text : paint(side === a ? '31' : '32', text)}\n${!side.terminated && i === side.lines.length - 1 ? '\\ No newline at end of file\n' : ''}`);
    }
  };
  const sign = (change: Change, alone: string): string => (change.a < change.aEnd && change.b < change.bEnd ? '!' : alone);
  for (const hunk of hunks(found, Number(t.value('context') ?? 3), a)) {
    yield* t.print(`***************\n${paint('36', `*** ${range(hunk.start, hunk.end)} ****`)}\n`);
    yield* lines(a, hunk.start, hunk.end, hunk.changes.map((change) => ({ from: change.a, to: change.aEnd, sign: sign(change, '-') })));
    yield* t.print(`${paint('36', `--- ${range(hunk.startB, hunk.endB)} ----`)}\n`);
    yield* lines(b, hunk.startB, hunk.endB, hunk.changes.map((change) => ({ from: change.b, to: change.bEnd, sign: sign(change, '+') })));
  }
}

function* unified(t: Tool, left: string, right: string, a: Side, b: Side, found: readonly Change[], paint: (code: string, text: string) => string): Sys<void> {
  const labels = t.options.values('label');
  yield* t.print(`${paint('1', `--- ${stamp(t, left, labels[0])}`)}\n${paint('1', `+++ ${stamp(t, right, labels[1])}`)}\n`);
  const range = (from: number, to: number): string => (to - from === 1 ? String(from + 1) : `${from + (to > from ? 1 : 0)},${to - from}`);
  const line = function* (sign: string, side: Side, index: number): Sys<void> {
    const text = `${sign}${side.lines[index]}`;
    yield* t.print(`${sign === '-' ? paint('31', text) : sign === '+' ? paint('32', text) : text}\n${!side.terminated && index === side.lines.length - 1 ? '\\ No newline at end of file\n' : ''}`);
  };
  for (const { changes: inside, start, end, startB, endB } of hunks(found, Number(t.value('unified') ?? 3), a)) {
    yield* t.print(`${paint('36', `@@ -${range(start, end)} +${range(startB, endB)} @@`)}\n`);
    let at = start;
    for (const change of inside) {
      for (; at < change.a; at++) yield* line(' ', a, at);
      for (; at < change.aEnd; at++) yield* line('-', a, at);
      for (let k = change.b; k < change.bEnd; k++) yield* line('+', b, k);
    }
    for (; at < end; at++) yield* line(' ', a, at);
  }
}
