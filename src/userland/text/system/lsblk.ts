import { humanSize } from '../../human-size.ts';
import { tool } from '../../tool.ts';

export const lsblk = tool({
  name: 'lsblk',
  package: 'util-linux 2.38.1',
  synopsis: ['[options] [<device> ...]'],
  summary: 'List information about block devices.',
  options: [{ short: 'f', long: 'fs' }, { short: 'o', long: 'output', argument: 'list' }, { short: 'J', long: 'json' }, { short: 'p', long: 'paths' }, { short: 'l', long: 'list' }],
  *run(t) {
    for (const name of ['fs', 'output', 'json']) if (t.has(name)) return yield* t.fail(`--${name} is not simulated here`);
    const size = humanSize(t.proc.fs.usage('/').size).replace(/\.0(?=\D)/, '');
    const root = t.proc.readText('/proc/mounts').split('\n').find((line) => line.split(' ')[1] === '/')?.split(' ')[0] ?? '';
    if (!root.startsWith('/dev/')) return 0;
    const disk = root.slice(5).replace(/\d+$/, '');
    yield* t.print('NAME   MAJ:MIN RM  SIZE RO TYPE MOUNTPOINTS\n');
    yield* t.print(`${disk.padEnd(6)} 254:0    0 ${size.padStart(5)}  0 disk \n`);
    if (root.slice(5) !== disk) yield* t.print(`└─${root.slice(5).padEnd(4)} 254:1    0 ${size.padStart(5)}  0 part /\n`);
    return 0;
  },
});
