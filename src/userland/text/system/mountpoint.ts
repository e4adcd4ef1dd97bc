import { tool } from '../../tool.ts';

export const mountpoint = tool({
  name: 'mountpoint',
  package: 'util-linux 2.38.1',
  synopsis: ['[-qd] /path/to/directory'],
  summary: 'Check whether a directory or file is a mountpoint.',
  options: [{ short: 'q', long: 'quiet', help: 'quiet mode - don\'t print anything' }, { short: 'd', long: 'fs-devno', help: 'print maj:min device number of the filesystem' }],
  *run(t) {
    const [name] = t.operands;
    if (name === undefined) return yield* t.usage('bad usage');
    if (!t.proc.fs.exists(name)) return t.has('quiet') ? 1 : yield* t.fail(`${name}: No such file or directory`);
    const target = t.proc.fs.realpath(name);
    const found = t.proc.mounts.list.some((each) => each.target === target);
    if (!t.has('quiet')) yield* t.print(`${name} is ${found ? '' : 'not '}a mountpoint\n`);
    return found ? 0 : t.busybox ? 1 : 32;
  },
});
