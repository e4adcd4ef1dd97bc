/** times, caller */
import { longTime } from '../times.ts';
import { complain } from './options.ts';
import type { Builtin } from './table.ts';

const times: Builtin = {
  name: 'times',
  usage: 'times',
  *run(sh) {
    const none = longTime(0, sh.isBash ? 3 : 6);
    yield* sh.proc.write(1, `${none} ${none}\n${none} ${none}\n`);
    return 0;
  },
};

const caller: Builtin = {
  name: 'caller',
  usage: 'caller [expr]',
  shells: ['bash'],
  *run(sh, words) {
    const depth = words[1];
    if (depth !== undefined && !/^\d+$/.test(depth)) return yield* complain(sh, 'caller', `${depth}: invalid number`, 2);
    const frame = sh.frames[sh.frames.length - 1 - Number(depth ?? 0)];
    if (frame === undefined) return 1;
    const below = sh.frames[sh.frames.length - 2 - Number(depth ?? 0)];
    const file = below?.source.name ?? sh.name;
    yield* sh.proc.write(1, depth === undefined ? `${frame.callLine} ${file}\n` : `${frame.callLine} ${below?.name ?? 'main'} ${file}\n`);
    return 0;
  },
};

export const SYSTEM: readonly Builtin[] = [times, caller];
