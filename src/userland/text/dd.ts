import { isSysError } from '../../kernel/errno.ts';
import { parseCount } from '../counts.ts';
import { tool } from '../tool.ts';
import { formatFloat } from './format.ts';

export const dd = tool({
  name: 'dd',
  synopsis: ['[OPERAND]...'],
  summary: 'Copy a file, converting and formatting according to the operands.',
  options: [],
  rawArguments: true,
  *run(t) {
    const operands = new Map<string, string>();
    for (const word of t.operands) {
      const match = /^(if|of|bs|ibs|obs|count|skip|seek|conv|status|iflag|oflag|cbs)=(.*)$/.exec(word);
      if (!match) return yield* t.usage(`unrecognized operand ‘${word}’`);
      operands.set(match[1] ?? '', match[2] ?? '');
    }
    const size = (name: string, fallback: number): number | undefined => (operands.has(name) ? parseCount(operands.get(name) ?? '') : fallback);
    const block = size('bs', size('ibs', 512) ?? 512);
    const limit = size('count', Infinity);
    const skip = size('skip', 0);
    const seek = size('seek', 0);
    if (!block || limit === undefined || skip === undefined || seek === undefined) return yield* t.fail(`invalid number: ‘${[...operands].find(([name, value]) => ['bs', 'ibs', 'count', 'skip', 'seek'].includes(name) && parseCount(value) === undefined)?.[1] ?? '0'}’`);
    const conv = (operands.get('conv') ?? '').split(',');
    let input = 0;
    let output = 1;
    try {
      if (operands.has('if')) input = t.proc.open(operands.get('if') ?? '', { read: true });
    } catch (error) {
      if (!isSysError(error)) throw error;
      return yield* t.fail(`failed to open '${operands.get('if')}': ${error.message}`);
    }
    try {
      if (operands.has('of')) output = t.proc.open(operands.get('of') ?? '', { write: true, create: true, ...(conv.includes('notrunc') || seek > 0 ? {} : { truncate: true }) }, 0o666);
    } catch (error) {
      if (!isSysError(error)) throw error;
      return yield* t.fail(`failed to open '${operands.get('of')}': ${error.message}`);
    }
    const start = t.proc.now();
    if (seek > 0) t.proc.seek(output, seek * block);
    for (let n = 0; n < skip; n++) {
      try {
        t.proc.seek(input, block, 'current');
      } catch (error) {
        if (!isSysError(error, 'ESPIPE')) throw error;
        yield* t.proc.read(input, block);
      }
    }
    const counts = { full: 0, partial: 0, bytes: 0 };
    let code = 0;
    for (let n = 0; n < limit; n++) {
      let data: Uint8Array = yield* t.proc.read(input, block);
      if (data.length === 0) break;
      if (data.length === block) counts.full++;
      else counts.partial++;
      if (conv.includes('ucase') || conv.includes('lcase')) data = data.map((byte) => (conv.includes('ucase') ? (byte >= 97 && byte <= 122 ? byte - 32 : byte) : byte >= 65 && byte <= 90 ? byte + 32 : byte));
      try {
        yield* t.proc.write(output, data);
      } catch (error) {
        if (!isSysError(error)) throw error;
        yield* t.warn(`error writing '${operands.get('of') ?? 'standard output'}': ${error.message}`);
        code = 1;
        break;
      }
      counts.bytes += data.length;
      yield* t.proc.step(data.length);
    }
    const status = operands.get('status');
    if (status === 'none') return code;
    const seconds = Math.max((t.proc.now() - start) / 1e9, 1e-6);
    const lines = `${counts.full}+${counts.partial} records in\n${counts.full}+${counts.partial} records out\n`;
    const general = (value: number): string => formatFloat(value, { flags: '', width: 0, precision: 6, letter: 'g' });
    const units = (value: number, base: number, names: readonly string[]): string => {
      let index = 0;
      let rest = value;
      while (rest >= base && index < names.length - 1) {
        rest /= base;
        index++;
      }
      return `${rest < 10 && index > 0 ? rest.toFixed(1) : Math.round(rest)} ${names[index]}`;
    };
    const decimal = units(counts.bytes, 1000, ['B', 'kB', 'MB', 'GB', 'TB']);
    const binary = units(counts.bytes, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB']);
    yield* t.proc.write(2, lines + (status === 'noxfer' ? '' : `${counts.bytes} bytes${counts.bytes >= 1000 ? ` (${decimal}${counts.bytes >= 1024 ? `, ${binary}` : ''})` : ''} copied, ${general(seconds)} s, ${units(counts.bytes / seconds, 1000, ['B', 'kB', 'MB', 'GB', 'TB'])}/s\n`));
    return code;
  },
});
