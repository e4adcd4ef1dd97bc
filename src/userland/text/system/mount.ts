import { isSysError } from '../../../kernel/errno.ts';
import { createMemoryFs } from '../../../kernel/fs/memory.ts';
import { parseCount } from '../../counts.ts';
import { tool } from '../../tool.ts';

export const mount = tool({
  name: 'mount',
  package: 'util-linux 2.38.1',
  synopsis: ['[-lhV]', '-a [options]', '[options] [--source] <source> | [--target] <directory>', '[options] <source> <directory>'],
  summary: 'Mount a filesystem. Bind mounts and tmpfs are simulated.',
  usageExit: 1,
  options: [{ short: 'a', long: 'all' }, { short: 'l', long: 'show-labels' }, { short: 't', long: 'types', argument: 'list', help: 'limit the set of filesystem types' }, { short: 'o', long: 'options', argument: 'list', help: 'comma-separated list of mount options' }, { short: 'r', long: 'read-only' }, { short: 'w', long: 'rw' }, { short: 'B', long: 'bind', help: 'mount a subtree somewhere else (same as -o bind)' }, { short: 'R', long: 'rbind' }, { short: 'v', long: 'verbose' }, { short: 'n', long: 'no-mtab' }, { long: 'make-private' }, { long: 'make-rprivate' }, { long: 'make-shared' }, { long: 'make-rshared' }],
  *run(t) {
    const { proc } = t;
    if (t.operands.length === 0) {
      const type = t.value('types');
      for (const line of proc.readText('/proc/mounts').split('\n')) {
        const [source, target, kind, options] = line.split(' ');
        if (target === undefined || (type !== undefined && kind !== type)) continue;
        yield* t.print(`${source} on ${target.replaceAll('\\040', ' ')} type ${kind} (${options})\n`);
      }
      return 0;
    }
    const options = t.options.values('options').flatMap((text) => text.split(','));
    const [first = '', second] = t.operands;
    if (['make-private', 'make-rprivate', 'make-shared', 'make-rshared'].some((name) => t.has(name))) return 0;
    const allowed = proc.credentials.capabilities?.has('SYS_ADMIN') ?? proc.credentials.uid === 0;
    if (!allowed && t.busybox) return yield* t.fail('permission denied (are you root?)', 1);
    if (!allowed) return yield* t.fail(proc.credentials.uid === 0 ? `${second ?? first}: permission denied.` : `${second ?? first}: must be superuser to use mount.`, 32);
    const readOnly = t.has('read-only') || options.includes('ro');
    try {
      if (options.includes('remount')) {
        proc.mounts.remount(proc.fs.realpath(second ?? first), { readOnly });
        return 0;
      }
      if (second === undefined) return yield* t.fail(`${first}: can't find in /etc/fstab.`, 1);
      if (!proc.fs.exists(second)) return yield* t.fail(`${second}: mount point does not exist.`, 32);
      const target = proc.fs.realpath(second);
      if (t.has('bind') || t.has('rbind') || options.includes('bind') || options.includes('rbind')) {
        if (!proc.fs.exists(first)) return yield* t.fail(`${second}: special device ${first} does not exist.`, 32);
        const { node, mount: from } = proc.fs.resolve(first);
        proc.mounts.bind(target, node, from.fs, { source: from.source, readOnly });
        return 0;
      }
      if (t.value('types') === 'tmpfs') {
        const size = parseCount((options.find((each) => each.startsWith('size=')) ?? 'size=2G').slice(5)) ?? 2 * 1024 ** 3;
        const mode = Number.parseInt((options.find((each) => each.startsWith('mode=')) ?? 'mode=1777').slice(5), 8);
        proc.mounts.mount(target, createMemoryFs({ type: 'tmpfs', now: () => proc.realtime(), size, mode, options: `relatime,size=${Math.floor(size / 1024)}k` }), { source: first, readOnly });
        return 0;
      }
    } catch (error) {
      if (!isSysError(error)) throw error;
      return yield* t.fail(`${second ?? first}: ${error.message}`, 32);
    }
    return yield* t.fail('only bind mounts, tmpfs and remount are simulated here', 32);
  },
});
