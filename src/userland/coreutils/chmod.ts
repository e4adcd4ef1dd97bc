import type { FsView } from '../../kernel/fs/types.ts';
import type { Sys } from '../../kernel/sys.ts';
import { modeString, parseMode } from '../file-mode.ts';
import { tool, type Tool } from '../tool.ts';

export const chmod = tool({
  name: 'chmod',
  synopsis: ['[OPTION]... MODE[,MODE]... FILE...', '[OPTION]... OCTAL-MODE FILE...'],
  summary: 'Change the mode of each FILE to MODE.',
  busybox: 'Rvcfrwxst',
  options: [
    { short: 'c', long: 'changes', help: 'like verbose but report only when a change is made' },
    { short: 'f', long: 'quiet', help: 'suppress most error messages' },
    { short: 'v', long: 'verbose', help: 'output a diagnostic for every file processed' },
    { long: 'reference', argument: 'RFILE', help: "use RFILE's mode instead of MODE values" },
    { short: 'R', long: 'recursive', help: 'change files and directories recursively' },
    ...'rwxst'.split('').map((short) => ({ short })),
  ],
  *run(t) {
    const removed = t.options.given.filter((option) => /^[rwxst]$/.test(option.name)).map((option) => option.name).join('');
    const reference = t.value('reference');
    const files = [...t.operands];
    const text = reference !== undefined ? t.proc.stat(reference).mode.toString(8) : removed !== '' ? `-${removed}` : files.shift();
    if (text === undefined) return yield* t.usage('missing operand');
    if (files.length === 0) return yield* t.usage(`missing operand after ‘${text}’`);
    if (parseMode(text, 0, { umask: 0, directory: false }) === undefined) return yield* t.usage(t.busybox ? `invalid mode '${text}'` : `invalid mode: ‘${text}’`);
    for (const file of files) yield* change(t, file, text);
    return t.exit;
  },
});

function isDangling(fs: FsView, path: string): boolean {
  try {
    return fs.lstat(path).kind === 'symlink';
  } catch {
    return false;
  }
}

function* change(t: Tool, path: string, text: string): Sys<void> {
  const { fs } = t.proc;
  yield* t.proc.step();
  try {
    const stat = fs.stat(path);
    const mode = parseMode(text, stat.mode, { umask: t.proc.umask, directory: stat.kind === 'directory' }) ?? stat.mode;
    fs.chmod(path, mode);
    const shown = (value: number): string => `${value.toString(8).padStart(4, '0')} (${modeString('file', value).slice(1)})`;
    if (t.has('verbose') || (t.has('changes') && mode !== stat.mode)) {
      yield* t.print(mode === stat.mode ? `mode of '${path}' retained as ${shown(mode)}\n` : `mode of '${path}' changed from ${shown(stat.mode)} to ${shown(mode)}\n`);
    }
    if (t.has('recursive') && stat.kind === 'directory') for (const entry of fs.readdir(path)) if (entry.kind !== 'symlink') yield* t.proc.call(change(t, `${path}/${entry.name}`, text));
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (t.has('quiet')) {
      t.exit = 1;
      return;
    }
    if (code === 'ENOENT' && !t.busybox && isDangling(fs, path)) {
      yield* t.fail(`cannot operate on dangling symlink '${path}'`);
      return;
    }
    yield* t.failed(t.busybox ? path : code === 'EPERM' ? `changing permissions of '${path}'` : `cannot access '${path}'`, error);
  }
}
