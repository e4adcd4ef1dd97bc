import type { Stat } from '../../kernel/fs/types.ts';
import type { Program, Sys } from '../../kernel/sys.ts';
import { findGroup, findUser } from '../accounts.ts';
import type { Option } from '../options.ts';
import { tool, type Tool } from '../tool.ts';

const OPTIONS: readonly Option[] = [
  { short: 'c', long: 'changes', help: 'like verbose but report only when a change is made' },
  { short: 'f', long: 'quiet', help: 'suppress most error messages' },
  { short: 'v', long: 'verbose', help: 'output a diagnostic for every file processed' },
  { short: 'h', long: 'no-dereference', help: 'affect symbolic links instead of any referenced file' },
  { long: 'reference', argument: 'RFILE', help: "use RFILE's owner and group" },
  { short: 'R', long: 'recursive', help: 'operate on files and directories recursively' },
];

export const chown: Program = tool({
  name: 'chown',
  synopsis: ['[OPTION]... [OWNER][:[GROUP]] FILE...'],
  summary: 'Change the owner and/or group of each FILE to OWNER and/or GROUP.',
  options: OPTIONS,
  *run(t) {
    const files = [...t.operands];
    const reference = t.value('reference');
    const like = reference === undefined ? undefined : t.proc.stat(reference);
    const text = like ? `${like.uid}:${like.gid}` : files.shift();
    if (text === undefined) return yield* t.usage('missing operand');
    if (files.length === 0) return yield* t.usage(like ? 'missing operand' : `missing operand after ‘${text}’`);
    const [, owner = '', separator, group = ''] = /^([^:.]*)(?:([:.])(.*))?$/.exec(text) ?? [];
    const user = owner === '' ? undefined : findUser(t.proc.fs, owner);
    const uid = owner === '' ? undefined : (user?.uid ?? (/^\d+$/.test(owner) ? Number(owner) : undefined));
    const gid = group === '' ? (separator ? user?.gid : undefined) : (findGroup(t.proc.fs, group)?.gid ?? (/^\d+$/.test(group) ? Number(group) : undefined));
    if (owner !== '' && uid === undefined) return yield* t.fail(t.busybox ? `unknown user ${owner}` : `invalid user: ‘${text}’`);
    if (group !== '' && gid === undefined) return yield* t.fail(t.busybox ? `unknown group ${group}` : `invalid group: ‘${text}’`);
    const spec = gid === undefined || (owner !== '' && separator === undefined) ? owner : `${owner}:${nameOfGroup(t, gid)}`;
    for (const file of files) yield* change(t, 'ownership', file, uid, gid, spec);
    return t.exit;
  },
});

export const chgrp: Program = tool({
  name: 'chgrp',
  synopsis: ['[OPTION]... GROUP FILE...'],
  summary: 'Change the group of each FILE to GROUP.',
  options: OPTIONS,
  *run(t) {
    const files = [...t.operands];
    const text = files.shift();
    if (text === undefined) return yield* t.usage('missing operand');
    if (files.length === 0) return yield* t.usage(`missing operand after ‘${text}’`);
    const gid = findGroup(t.proc.fs, text)?.gid ?? (/^\d+$/.test(text) ? Number(text) : undefined);
    if (gid === undefined) return yield* t.fail(t.busybox ? `unknown group ${text}` : `invalid group: ‘${text}’`);
    for (const file of files) yield* change(t, 'group', file, undefined, gid, text);
    return t.exit;
  },
});

function nameOfGroup(t: Tool, gid: number): string {
  return findGroup(t.proc.fs, gid)?.name ?? String(gid);
}

/** What -v and -c tell: which owner or group (or both) `what` asked for, and from what it changed. */
function* report(t: Tool, what: 'ownership' | 'group', path: string, before: Stat, changed: boolean, wanted: string): Sys<void> {
  if (!t.has('verbose') && !(t.has('changes') && changed)) return;
  const owner = findUser(t.proc.fs, before.uid)?.name ?? String(before.uid);
  const group = nameOfGroup(t, before.gid);
  const old = what === 'group' ? group : wanted.startsWith(':') ? `:${group}` : wanted.includes(':') ? `${owner}:${group}` : owner;
  yield* t.print(changed ? `changed ${what} of '${path}' from ${old} to ${wanted}\n` : `${what} of '${path}' retained as ${wanted}\n`);
}

function* change(t: Tool, what: 'ownership' | 'group', path: string, uid: number | undefined, gid: number | undefined, wanted: string): Sys<void> {
  const { fs } = t.proc;
  yield* t.proc.step();
  const noFollow = t.has('no-dereference');
  try {
    const stat = noFollow ? fs.lstat(path) : fs.stat(path);
    if (t.has('recursive') && stat.kind === 'directory') for (const entry of fs.readdir(path)) yield* t.proc.call(change(t, what, `${path}/${entry.name}`, uid, gid, wanted));
    fs.chown(path, uid ?? stat.uid, gid ?? stat.gid, { noFollow });
    yield* report(t, what, path, stat, (uid ?? stat.uid) !== stat.uid || (gid ?? stat.gid) !== stat.gid, wanted);
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (t.has('quiet')) t.exit = 1;
    else yield* t.failed(t.busybox ? path : code === 'ENOENT' ? `cannot access '${path}'` : `changing ${what} of '${path}'`, error);
  }
}
