import { isSysError } from '../../../kernel/errno.ts';
import { tool } from '../../tool.ts';

export const umount = tool({
  name: 'umount',
  package: 'util-linux 2.38.1',
  synopsis: ['[options] <source> | <directory>'],
  summary: 'Unmount filesystems.',
  options: [{ short: 'a', long: 'all' }, { short: 'f', long: 'force' }, { short: 'l', long: 'lazy' }, { short: 'R', long: 'recursive' }, { short: 'v', long: 'verbose' }],
  *run(t) {
    if (t.operands.length === 0) return yield* t.usage('bad usage');
    const { proc } = t;
    for (const name of t.operands) {
      if (!(proc.credentials.capabilities?.has('SYS_ADMIN') ?? proc.credentials.uid === 0)) {
        yield* t.fail(`${name}: must be superuser to unmount.`, 32);
        continue;
      }
      try {
        const target = proc.fs.realpath(name);
        if (!proc.mounts.list.some((each) => each.target === target)) yield* t.fail(`${name}: not mounted.`, 32);
        else {
          proc.mounts.umount(target);
          if (t.has('verbose')) yield* t.print(`umount: ${target} unmounted\n`);
        }
      } catch (error) {
        if (!isSysError(error)) throw error;
        yield* t.fail(error.code === 'ENOENT' ? `${name}: no mount point specified.` : error.code === 'EBUSY' ? `${name}: target is busy.` : `${name}: ${error.message}`, 32);
      }
    }
    return t.exit;
  },
});
