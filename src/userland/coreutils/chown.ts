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
    const text = files.shift();
    if (text === undefined) return yield* t.usage('missing operand');
    if (files.length === 0) return yield* t.usage(`missing operand after ‘${text}’`);
    const [, owner = '', separator, group = ''] = /^([^:.]*)(?:([:.])(.*))?$/.exec(text) ?? [];
    const user = owner === '' ? undefined : findUser(t.proc.fs, owner);
    const uid = owner === '' ? undefined : (user?.uid ?? (/^\d+$/.test(owner) ? Number(owner) : undefined));
    const gid = group === '' ? (separator ? user?.gid : undefined) : (findGroup(t.proc.fs, group)?.gid ?? (/^\d+$/.test(group) ? Number(group) : undefined));
    if (owner !== '' && uid === undefined) return yield* t.fail(t.busybox ? `unknown user ${owner}` : `invalid user: ‘${text}’`);
    if (group !== '' && gid === undefined) return yield* t.fail(t.busybox ? `unknown group ${group}` : `invalid group: ‘${text}’`);
    for (const file of files) yield* change(t, file, uid, gid);
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
    for (const file of files) yield* change(t, file, undefined, gid);
    return t.exit;
  },
});

function* change(t: Tool, path: string, uid: number | undefined, gid: number | undefined): Sys<void> {
  const { fs } = t.proc;
  yield* t.proc.step();
  const noFollow = t.has('no-dereference');
  try {
    const stat = noFollow ? fs.lstat(path) : fs.stat(path);
    fs.chown(path, uid ?? stat.uid, gid ?? stat.gid, { noFollow });
    if (t.has('recursive') && stat.kind === 'directory') for (const entry of fs.readdir(path)) yield* t.proc.call(change(t, `${path}/${entry.name}`, uid, gid));
  } catch (error) {
    const code = (error as { code?: string }).code;
    const what = t.name === 'chgrp' ? 'group' : 'ownership';
    yield* t.failed(t.busybox ? path : code === 'ENOENT' ? `cannot access '${path}'` : `changing ${what} of '${path}'`, error);
  }
}
