/** Images from the lines of their Dockerfiles, so that the images of a family say once what they share. */
import type { HistoryLine } from './repository.ts';

/** Bytes of a layer, and of its compressed form. */
export type Bytes = readonly [size: number, compressed: number];

const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const MAKES_LAYER = /^(RUN|COPY|ADD|WORKDIR|# debian\.sh|\/bin\/sh -c #\(nop\) ADD) /;

/** Lines of history, oldest first: those that make a layer take the next of the bytes. */
export function historyOf(lines: readonly string[], layers: readonly Bytes[]): HistoryLine[] {
  const left = [...layers];
  return lines.map((line): HistoryLine => (MAKES_LAYER.test(line) ? [line, ...left.shift()!] : [line]));
}

/** What the ENV lines set beside PATH; a later value takes the place of an earlier one. */
export function environmentOf(lines: readonly string[]): string[] {
  const variables = new Map([['PATH', PATH]]);
  for (const line of lines) {
    if (!line.startsWith('ENV ')) continue;
    for (const pair of line.slice(4).split(/ (?=[A-Z_]+=)/)) variables.set(pair.slice(0, pair.indexOf('=')), pair);
  }
  return [...variables.values()];
}
