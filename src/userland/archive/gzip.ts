import { gunzip as decompress, gzip as compress, isGzip } from '../../formats/gzip/gzip.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { basename, join } from '../paths.ts';
import { tool, type Tool, type ToolSpec } from '../tool.ts';

const SPEC: Omit<ToolSpec, 'name' | 'run'> = {
  package: 'gzip 1.12',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Compress or uncompress FILEs (by default, compress FILES in-place).',
  options: [
    { short: 'c', long: 'stdout', help: 'write on standard output, keep original files unchanged' },
    { short: 'd', long: 'decompress', help: 'decompress' },
    { short: 'f', long: 'force', help: 'force overwrite of output file and compress links' },
    { short: 'k', long: 'keep', help: 'keep (don\'t delete) input files' },
    { short: 'l', long: 'list', help: 'list compressed file contents' },
    { short: 'n', long: 'no-name', help: 'do not save or restore the original name and timestamp' },
    { short: 'q', long: 'quiet', help: 'suppress all warnings' },
    { short: 'r', long: 'recursive', help: 'operate recursively on directories' },
    { short: 't', long: 'test', help: 'test compressed file integrity' },
    { short: 'v', long: 'verbose', help: 'verbose mode' },
    ...'123456789'.split('').map((short) => ({ short })),
  ],
};

/** gunzip and zcat are gzip with an option. */
const variants = (['compress', 'expand', 'print'] as const).map((mode) => tool({ ...SPEC, name: 'gzip', run: (t) => runGzip(t, mode) }));

/** gzip, and gunzip and zcat by the name it is called by. */
export const gzip: Program = {
  name: 'gzip',
  *main(proc: Proc) {
    const called = basename(proc.argv[0] ?? 'gzip');
    return yield* (variants[called === 'gunzip' ? 1 : called === 'zcat' ? 2 : 0] as Program).main(proc);
  },
};

function* runGzip(t: Tool, mode: 'compress' | 'expand' | 'print'): Sys<number> {
  const expand = t.has('decompress') || t.has('test') || t.has('list') || mode !== 'compress';
  const toOutput = t.has('stdout') || mode === 'print' || t.operands.length === 0;
  const operands = t.has('recursive') ? t.operands.flatMap((name) => filesBelow(t, name)) : t.operands;
  let listed = false;
  const heading = function* (): Sys<void> {
    if (!listed) yield* t.print('         compressed        uncompressed  ratio uncompressed_name\n');
    listed = true;
  };
  for (const name of operands.length > 0 ? operands : ['-']) {
    yield* t.proc.step();
    let data: Uint8Array;
    const path = expand && name !== '-' && !t.proc.fs.exists(name) && t.proc.fs.exists(`${name}.gz`) ? `${name}.gz` : name;
    try {
      if (path === '-') {
        if (!expand && t.proc.isatty(1) && !t.has('force')) return yield* t.fail("compressed data not written to a terminal. Use -f to force compression.\nFor help, type: gzip -h");
        data = yield* t.readAll(0);
      } else {
        if (t.proc.stat(path).kind === 'directory') {
          yield* t.fail(`${path} is a directory -- ignored`, 2);
          continue;
        }
        data = t.proc.readFile(path);
      }
    } catch (error) {
      yield* t.failed(expand && !t.busybox && !/\.(?:gz|tgz)$/.test(path) ? `${path}.gz` : path, error);
      continue;
    }
    let result: Uint8Array;
    const suffixed = path === '-' || /\.(?:gz|tgz)$/.test(path);
    if (expand && !toOutput && !suffixed && !t.has('test') && !t.has('list')) {
      yield* t.fail(`${path}: unknown suffix -- ignored`, 2);
      continue;
    }
    if (expand) {
      if (!isGzip(data)) {
        // GNU's message stands on a line of its own.
        if (!t.busybox) yield* t.proc.write(2, '\n');
        yield* t.fail(`${path === '-' ? 'stdin' : path}: not in gzip format`);
        continue;
      }
      try {
        result = decompress(data);
      } catch {
        yield* t.fail(`${path === '-' ? 'stdin' : path}: unexpected end of file`);
        continue;
      }
    } else result = compress(data);
    yield* t.proc.step(Math.max(data.length, result.length));
    if (t.has('test')) continue;
    const ratio = (packed: number, plain: number): string => `${(plain === 0 ? 0 : Math.max(0, (1 - packed / plain) * 100)).toFixed(1)}%`;
    if (t.has('list')) {
      yield* heading();
      yield* t.print(`${String(data.length).padStart(19)} ${String(result.length).padStart(19)} ${ratio(data.length, result.length).padStart(6)} ${path.replace(/\.gz$/, '')}\n`);
      continue;
    }
    if (toOutput) {
      yield* t.out.write(result);
      continue;
    }
    if (!expand && path.endsWith('.gz') && !t.has('force')) {
      yield* t.warn(`${path} already has .gz suffix -- unchanged`);
      continue;
    }
    const target = expand ? path.replace(/\.tgz$/, '.tar').replace(/\.gz$/, '') : `${path}.gz`;
    if (t.proc.fs.exists(target) && !t.has('force')) {
      yield* t.fail(`${target} already exists;\tnot overwritten`, 2);
      continue;
    }
    try {
      const { fs } = t.proc;
      const stat = fs.stat(path);
      fs.writeFile(target, result, stat.mode);
      fs.utimes(target, stat.atime, stat.mtime);
      if (t.has('verbose')) yield* t.proc.write(2, `${path}:\t${ratio(expand ? data.length : result.length, expand ? result.length : data.length).padStart(6)} -- ${t.has('keep') ? 'created' : 'replaced with'} ${target}\n`);
      if (!t.has('keep')) fs.unlink(path);
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* t.failed(target, error);
    }
  }
  return t.exit;
}

/** The plain files in a directory and below; any other name as it is. */
function filesBelow(t: Tool, path: string): string[] {
  const { fs } = t.proc;
  if (!fs.exists(path) || fs.stat(path).kind !== 'directory') return [path];
  return fs.readdir(path).filter((entry) => entry.kind === 'file' || entry.kind === 'directory').flatMap((entry) => filesBelow(t, join(path, entry.name)));
}
