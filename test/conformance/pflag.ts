/** Corpus pflag: learners' `docker run` argument lists as Go's pflag parses them. */
import { FlagError, type FlagDefinition } from '../../src/formats/pflag/flag.ts';
import { FlagSet } from '../../src/formats/pflag/flag-set.ts';
import { bool, float64, int, int64, string, stringArray } from '../../src/formats/pflag/values.ts';
import { corpusCases } from '../corpora.ts';
import { compareAll, type SuiteResult } from './compare.ts';

const FLAGS: FlagDefinition[] = [
  { name: 'detach', short: 'd', value: bool(), usage: '' },
  { name: 'interactive', short: 'i', value: bool(), usage: '' },
  { name: 'tty', short: 't', value: bool(), usage: '' },
  { name: 'rm', value: bool(), usage: '' },
  { name: 'publish-all', short: 'P', value: bool(), usage: '' },
  { name: 'name', value: string(), usage: '' },
  { name: 'hostname', short: 'h', value: string(), usage: '' },
  { name: 'memory', short: 'm', value: string(), usage: '' },
  { name: 'restart', value: string('no'), usage: '' },
  { name: 'publish', short: 'p', value: stringArray(), usage: '' },
  { name: 'env', short: 'e', value: stringArray(), usage: '' },
  { name: 'volume', short: 'v', value: stringArray(), usage: '' },
  { name: 'label', short: 'l', value: stringArray(), usage: '' },
  { name: 'network', value: stringArray(), usage: '' },
  { name: 'net', value: stringArray(), usage: '', sharesValueOf: 'network' },
  { name: 'cpus', value: float64(), usage: '' },
  { name: 'cpu-shares', short: 'c', value: int64(), usage: '' },
  { name: 'stop-timeout', value: int(), usage: '' },
];
const KEYS: Record<string, string> = {
  P: 'publish-all', cpus: 'cpus', cs: 'cpu-shares', d: 'detach', e: 'env', h: 'hostname', i: 'interactive', l: 'label', m: 'memory', name: 'name',
  net: 'network', p: 'publish', rm: 'rm', rs: 'restart', st: 'stop-timeout', t: 'tty', v: 'volume',
};

function parse(argv: string[]): Record<string, unknown> {
  const flags = new FlagSet(FLAGS);
  flags.interspersed = false;
  try {
    flags.parse(argv);
  } catch (error) {
    if (error instanceof FlagError) return { err: error.message };
    throw error;
  }
  const result: Record<string, unknown> = { args: flags.args };
  for (const [key, name] of Object.entries(KEYS)) {
    const value = flags.get<unknown>(name);
    result[key] = Array.isArray(value) && value.length === 0 ? null : value;
  }
  return result;
}

export function run(): SuiteResult {
  const cases = corpusCases<{ argv: string[]; expect: Record<string, unknown> }>('pflag');
  return compareAll('pflag', cases, (c) => ({ name: c.argv.join(' '), want: c.expect, got: parse(c.argv) }));
}
