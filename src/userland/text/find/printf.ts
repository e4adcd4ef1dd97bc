/** find's -printf. */
import type { FsView } from '../../../kernel/fs/types.ts';
import { findGroup, findUser } from '../../accounts.ts';
import { strftime } from '../../dates.ts';
import { modeString } from '../../file-mode.ts';
import { dirname } from '../../paths.ts';
import { KIND_OF, type Visit } from './tree.ts';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '0': '\0', '\\': '\\', a: '\x07', r: '\r', f: '\f', v: '\v', b: '\b' };

/** The text of a format for one file. */
export function findPrintf(format: string, visit: Visit, fs: FsView): string {
  const { stat } = visit;
  const time = (instant: bigint): string => strftime('%a %b %e %H:%M:%S.%N0 %Y', instant);
  return format.replace(/\\([ntrafvb0\\])|%(-?\d*)([ACT])(.)|%(-?\d*)([a-zA-Z%])/g, (whole, escape: string | undefined, _w1: string, which: string | undefined, letter: string, width: string, directive: string) => {
    if (escape !== undefined) return ESCAPES[escape] ?? whole;
    if (which !== undefined) {
      const instant = which === 'A' ? stat.atime : which === 'C' ? stat.ctime : stat.mtime;
      return letter === '@' ? `${instant / 1_000_000_000n}.${String(instant % 1_000_000_000n).padStart(9, '0')}0` : letter === '+' ? strftime('%Y-%m-%d+%H:%M:%S.%N0', instant) : letter === 'T' || letter === 'S' ? strftime(letter === 'T' ? '%H:%M:%S.%N0' : '%S.%N0', instant) : strftime(`%${letter}`, instant);
    }
    const text = value(directive);
    if (text === undefined) return whole;
    const size = Number(width || 0);
    return size < 0 ? text.padEnd(-size) : text.padStart(size);
  });

  function value(letter: string): string | undefined {
    switch (letter) {
      case '%': return '%';
      case 'p': return visit.path;
      case 'f': return visit.name;
      case 'h': return visit.path.includes('/') ? dirname(visit.path) : '.';
      case 'P': return visit.path === visit.root ? '' : visit.path.slice(visit.root.length).replace(/^\//, '');
      case 'H': return visit.root;
      case 'd': return String(visit.depth);
      case 's': return String(stat.size);
      case 'k': return String(Math.ceil(stat.allocated / 1024));
      case 'b': return String(Math.ceil(stat.allocated / 512));
      case 'm': return stat.mode.toString(8);
      case 'M': return modeString(stat.kind, stat.mode);
      case 'u': return findUser(fs, stat.uid)?.name ?? String(stat.uid);
      case 'U': return String(stat.uid);
      case 'g': return findGroup(fs, stat.gid)?.name ?? String(stat.gid);
      case 'G': return String(stat.gid);
      case 'n': return String(stat.nlink);
      case 'i': return String(stat.ino);
      case 'D': return String(stat.dev);
      case 'l': return stat.kind === 'symlink' ? fs.readlink(visit.path) : '';
      case 'y': return Object.keys(KIND_OF).find((key) => KIND_OF[key] === stat.kind) ?? 'U';
      case 't': return time(stat.mtime);
      case 'a': return time(stat.atime);
      case 'c': return time(stat.ctime);
      default: return undefined;
    }
  }
}
