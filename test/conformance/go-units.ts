/** Corpus go-units: sizes, durations and ulimits as docker/go-units reads and prints them. */
import { humanDuration } from '../../src/formats/go-units/duration.ts';
import { bytesSize, fromHumanSize, humanSize, humanSizeWithPrecision, ramInBytes } from '../../src/formats/go-units/size.ts';
import { formatUlimit, parseUlimit } from '../../src/formats/go-units/ulimit.ts';
import { corpusCases } from '../corpora.ts';
import { compareAll, type SuiteResult } from './compare.ts';
import { outcome, wanted, type TableCase } from './outcome.ts';

function evaluate({ op, input }: TableCase): unknown {
  const n = input['n'] as number;
  const s = input['s'] as string;
  switch (op) {
    case 'units.BytesSize': return bytesSize(n);
    case 'units.HumanSize': return humanSize(n);
    case 'units.HumanSizeWithPrecision': return humanSizeWithPrecision(n, input['precision'] as number);
    case 'units.FromHumanSize': return fromHumanSize(s);
    case 'units.RAMInBytes': return ramInBytes(s);
    case 'units.HumanDuration': return humanDuration(input['seconds'] as number);
    default: {
      const { Name, Hard, Soft } = parseUlimit(s);
      if (formatUlimit({ Name, Hard, Soft }) !== `${Name}=${Soft}:${Hard}`) return 'printed otherwise than read';
      return { name: Name, hard: Hard, soft: Soft };
    }
  }
}

export function run(): SuiteResult {
  return compareAll('go-units', corpusCases<TableCase>('go-units'), (c) => ({ name: `${c.op} ${JSON.stringify(c.input)}`, want: wanted(c), got: outcome(() => evaluate(c)) }));
}
