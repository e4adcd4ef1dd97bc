import { isSysError } from '../../kernel/errno.ts';
import type { Sys } from '../../kernel/sys.ts';
import { confirm } from '../confirm.ts';
import { tool, type Tool } from '../tool.ts';

export const rm = tool({
  name: 'rm',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Remove (unlink) the FILE(s).',
  busybox: 'irRfv',
  options: [
    { short: 'f', long: 'force', help: 'ignore nonexistent files and arguments, never prompt' },
    { short: 'i', help: 'prompt before every removal' },
    { short: 'I', help: 'prompt once before removing more than three files, or when removing recursively' },
    { short: 'r', long: 'recursive', help: 'remove directories and their contents recursively' },
    { short: 'R', help: 'the same' },
    { short: 'd', long: 'dir', help: 'remove empty directories' },
    { short: 'v', long: 'verbose', help: 'explain what is being done' },
    { long: 'preserve-root', help: "do not remove '/' (default)" },
    { long: 'no-preserve-root', help: "do not treat '/' specially" },
  ],
  *run(t) {
    if (t.operands.length === 0) return t.has('force') ? 0 : yield* t.usage('missing operand');
    const recursive = t.has('recursive') || t.has('R');
    if (t.options.last('I', 'i', 'force') === 'I' && (t.operands.length > 3 || recursive)) {
      const count = t.operands.length;
      if (!(yield* confirm(t, `remove ${count} argument${count === 1 ? '' : 's'}${recursive ? ' recursively' : ''}?`))) return 0;
    }
    for (const operand of t.operands) {
      const path = operand.length > 1 ? operand.replace(/\/+$/, '') || '/' : operand;
      const base = path.slice(path.lastIndexOf('/') + 1);
      if (base === '.' || base === '..') {
        yield* t.fail(`refusing to remove '.' or '..' directory: skipping '${operand}'`);
      } else if (path === '/' && !t.has('no-preserve-root')) {
        yield* t.fail("it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe");
      } else if (operand.endsWith('/') && isLink(t, path)) {
        yield* t.fail(t.busybox ? `can't remove '${operand}': Not a directory` : `cannot remove '${operand}': ${recursive ? 'Not a directory' : 'Is a directory'}`);
      } else {
        yield* remove(t, path);
      }
    }
    return t.exit;
  },
});

function isLink(t: Tool, path: string): boolean {
  try {
    return t.proc.fs.lstat(path).kind === 'symlink';
  } catch (error) {
    if (!isSysError(error)) throw error;
    return false;
  }
}

function* remove(t: Tool, path: string): Sys<boolean> {
  const { fs } = t.proc;
  yield* t.proc.step();
  const quoted = t.busybox ? `'${path}'` : `'${path}'`;
  let kind: string;
  try {
    kind = fs.lstat(path).kind;
  } catch (error) {
    if (!isSysError(error)) throw error;
    if (t.has('force') && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return true;
    yield* t.fail(t.busybox ? `can't remove ${quoted}: ${error.message}` : `cannot remove ${quoted}: ${error.message}`);
    return false;
  }
  const recursive = t.has('recursive') || t.has('R');
  if (kind === 'directory' && !recursive && !t.has('dir')) {
    yield* t.fail(t.busybox ? `${quoted} is a directory` : `cannot remove ${quoted}: Is a directory`);
    return false;
  }
  const ask = t.options.last('force', 'i') === 'i';
  try {
    if (kind === 'directory') {
      let whole = true;
      const entries = recursive ? fs.readdir(path) : [];
      if (ask && entries.length > 0 && !(yield* confirm(t, `descend into directory ${quoted}?`))) return false;
      for (const entry of entries) whole = (yield* t.proc.call(remove(t, `${path}/${entry.name}`))) && whole;
      if (!whole) return false;
      if (ask && !(yield* confirm(t, `remove directory ${quoted}?`))) return false;
      fs.rmdir(path);
    } else {
      if (ask && !(yield* confirm(t, `remove ${fs.lstat(path).size === 0 ? 'regular empty file' : 'regular file'} ${quoted}?`))) return false;
      fs.unlink(path);
    }
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* t.fail(t.busybox ? `can't remove ${quoted}: ${error.message}` : `cannot remove ${quoted}: ${error.message}`);
    return false;
  }
  if (t.has('verbose')) yield* t.print(`removed ${kind === 'directory' ? 'directory ' : ''}${quoted}\n`);
  return true;
}
