import { isSysError } from '../../kernel/errno.ts';
import { findGroup, findUser } from '../accounts.ts';
import { copyNode } from '../copy-tree.ts';
import { parseMode } from '../file-mode.ts';
import { basename, dirname } from '../paths.ts';
import { tool } from '../tool.ts';

export const install = tool({
  name: 'install',
  synopsis: ['[OPTION]... [-T] SOURCE DEST', '[OPTION]... SOURCE... DIRECTORY', '[OPTION]... -d DIRECTORY...'],
  summary: 'Copy files and set attributes.',
  options: [
    { short: 'd', long: 'directory', help: 'treat all arguments as directory names' }, { short: 'D', help: 'create all leading components of DEST' }, { short: 'm', long: 'mode', argument: 'MODE', help: 'set permission mode (as in chmod), instead of rwxr-xr-x' },
    { short: 'o', long: 'owner', argument: 'OWNER', help: 'set ownership (super-user only)' }, { short: 'g', long: 'group', argument: 'GROUP', help: "set group ownership, instead of process' current group" }, { short: 't', long: 'target-directory', argument: 'DIRECTORY' }, { short: 'T', long: 'no-target-directory' }, { short: 'v', long: 'verbose' }, { short: 'p', long: 'preserve-timestamps' }, { short: 'c' }, { short: 's', long: 'strip' },
  ],
  *run(t) {
    const { fs } = t.proc;
    const mode = parseMode(t.value('mode') ?? '755', 0, { umask: 0, directory: t.has('directory') });
    if (mode === undefined) return yield* t.fail(`invalid mode '${t.value('mode')}'`);
    const attributes = (path: string): void => {
      fs.chmod(path, mode);
      const uid = t.has('owner') ? (findUser(fs, t.value('owner') ?? '')?.uid ?? Number(t.value('owner'))) : undefined;
      const gid = t.has('group') ? (findGroup(fs, t.value('group') ?? '')?.gid ?? Number(t.value('group'))) : undefined;
      if (uid !== undefined || gid !== undefined) fs.chown(path, uid ?? fs.stat(path).uid, gid ?? fs.stat(path).gid);
    };
    const operands = [...t.operands];
    try {
      if (t.has('directory')) {
        for (const name of operands) {
          fs.mkdirs(name);
          attributes(name);
        }
        return operands.length === 0 ? yield* t.usage('missing file operand') : 0;
      }
      const target = t.value('target-directory') ?? operands.pop();
      if (target === undefined || operands.length === 0) return yield* t.usage(target === undefined ? 'missing file operand' : `missing destination file operand after '${target}'`);
      const into = t.has('target-directory') || (!t.has('no-target-directory') && fs.exists(target) && fs.stat(target).kind === 'directory');
      if (t.has('D')) fs.mkdirs(into ? target : dirname(target));
      for (const source of operands) {
        const to = into ? `${target}/${basename(source)}` : target;
        if (!fs.exists(source)) {
          yield* t.fail(`cannot stat '${source}': No such file or directory`);
          continue;
        }
        if (fs.exists(to)) fs.unlink(to);
        copyNode(fs, source, to, { mode: false, owner: false, times: t.has('preserve-timestamps'), links: false });
        attributes(to);
        if (t.has('verbose')) yield* t.print(`'${source}' -> '${to}'\n`);
      }
    } catch (error) {
      if (!isSysError(error)) throw error;
      return yield* t.fail(`cannot create regular file '${operands.at(-1) ?? ''}': ${error.message}`);
    }
    return t.exit;
  },
});
