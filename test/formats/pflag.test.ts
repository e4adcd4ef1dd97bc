import { expect, test } from 'vitest';
import { FlagSet } from '../../src/formats/pflag/flag-set.ts';
import { flagUsages } from '../../src/formats/pflag/usage.ts';
import { bool, duration, int, string, stringSlice } from '../../src/formats/pflag/values.ts';
import { corpus } from '../corpora.ts';
import { run } from '../conformance/pflag.ts';

test.skipIf(corpus('pflag') === undefined)('docker run command lines parse as Go parses them', () => {
  expect(run().failures).toEqual([]);
});

test('a shorthand group ends at the letter that takes a value', () => {
  const flags = new FlagSet([{ name: 'all', short: 'a', value: bool(), usage: '' }, { name: 'last', short: 'n', value: int(-1), usage: '' }]);
  flags.parse(['-an5', 'x']);
  expect([flags.bool('all'), flags.number('last'), flags.args]).toEqual([true, 5, ['x']]);
});

test('a deprecated shorthand works and leaves a notice', () => {
  const flags = new FlagSet([{ name: 'help', short: 'h', value: bool(), usage: 'Print usage', shorthandDeprecated: 'use --help' }]);
  flags.parse(['-h']);
  expect(flags.notices).toBe('Flag shorthand -h has been deprecated, use --help\n');
});

test('the error names both forms of the flag', () => {
  const flags = new FlagSet([{ name: 'time', short: 't', value: duration(), usage: '' }]);
  expect(() => flags.parse(['-t', '5'])).toThrow('invalid argument "5" for "-t, --time" flag: time: missing unit in duration "5"');
});

test('usage texts are aligned and wrapped', () => {
  const usage = flagUsages(
    [
      { name: 'all', short: 'a', value: bool(), usage: 'Show all images (default hides intermediate images)' },
      { name: 'name', value: string('x'), usage: 'Name of the `thing`' },
      { name: 'platform', value: stringSlice(), usage: 'Remove only the given platform variant.' },
    ],
    60,
  );
  expect(usage).toBe(
    [
      '  -a, --all                Show all images (default',
      '                           hides intermediate images)',
      '      --name thing         Name of the thing (default "x")',
      '      --platform strings   Remove only the given',
      '                           platform variant.',
      '',
    ].join('\n'),
  );
});
