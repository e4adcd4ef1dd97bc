import { describe, expect, test } from 'vitest';
import { addToIP, formatIP, parseIP } from '../../src/formats/cidr/ip.ts';
import { containsIP, formatPrefix, lastIP, netmask, networkOf, nthIP, nthSubnet, overlaps, parsePrefix, type Prefix } from '../../src/formats/cidr/prefix.ts';
import { PatternMatcher, readDockerignore } from '../../src/formats/dockerignore/dockerignore.ts';
import { parseEnvFile } from '../../src/formats/env-file/env-file.ts';
import { matchPath } from '../../src/formats/go-filepath/match.ts';
import { basePath, cleanPath, dirPath, isLocalPath, joinPath, relativePath } from '../../src/formats/go-filepath/path.ts';
import { formatDuration, parseDuration } from '../../src/formats/go-time/duration.ts';
import * as time from '../../src/formats/go-time/layout.ts';
import { parseExposed, parsePortSpecs, shortPublish } from '../../src/formats/port-spec/port-spec.ts';
import { parseVolumeSpec, validateMount, type MountSpec } from '../../src/formats/volume-spec/volume-spec.ts';
import { corpus, corpusCases } from '../corpora.ts';

function message(run: () => unknown): string {
  try {
    run();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe.skipIf(corpus('cli-create') === undefined)('corpus cli-create: ports', () => {
  interface CreateCase {
    argv: string[];
    expect: { exit: number; stderr: string; request?: { json: { ExposedPorts?: unknown; HostConfig: { PortBindings: unknown } } } };
  }
  const flags = (argv: string[], names: string[]) => argv.flatMap((word, i) => (names.includes(word) ? [argv[i + 1] ?? ''] : []));
  const cases = corpusCases<CreateCase>('cli-create').filter((c) => c.argv.length === 6 && ['-p', '--publish', '--expose'].includes(c.argv[2] ?? ''));
  test.each(cases.map((c) => [c.argv.join(' '), c] as const))('%s', (_, c) => {
    const published = flags(c.argv, ['-p', '--publish']);
    const exposed = flags(c.argv, ['--expose']);
    let got: unknown;
    const error = message(() => {
      const ports = parsePortSpecs(published.map(shortPublish));
      for (const port of exposed.flatMap(parseExposed)) ports.exposed[port] = {};
      got = ports;
    });
    expect(error).toBe(c.expect.exit === 0 ? '' : (c.expect.stderr.split('\n')[0] ?? '').replace(/^docker: /, ''));
    const json = c.expect.request?.json;
    if (json) expect(got).toEqual({ exposed: json.ExposedPorts ?? {}, bindings: json.HostConfig.PortBindings });
  });
});

describe.skipIf(corpus('engine-volume-parser') === undefined)('corpus engine-volume-parser', () => {
  interface VolumeCase {
    table: string;
    row?: unknown;
    spec?: string;
    errorContains?: string;
  }
  const cases = corpusCases<VolumeCase>('engine-volume-parser');
  test('valid and invalid specs', () => {
    for (const c of cases) {
      if (c.table === 'TestLinuxParseMountRaw.valid') expect([c.row, message(() => parseVolumeSpec(c.row as string))]).toEqual([c.row, '']);
      if (c.table === 'TestLinuxParseMountRaw.invalid') expect(message(() => parseVolumeSpec(c.spec ?? ''))).toContain(c.errorContains);
    }
  });
  test('parts of a spec', () => {
    interface Row {
      bind: string;
      driver?: string;
      expErr?: string;
      expected?: Record<string, unknown>;
    }
    for (const c of cases.filter((x) => x.table === 'TestLinuxParseMountRawSplit.tests')) {
      const row = c.row as Row;
      if (row.expErr !== undefined) {
        expect(message(() => parseVolumeSpec(row.bind))).toBe(row.expErr);
        continue;
      }
      const e = row.expected ?? {};
      const got = parseVolumeSpec(row.bind, row.driver);
      const or = (key: string, otherwise: unknown) => e[key] ?? otherwise;
      expect({ ...got, spec: undefined, type: undefined }).toEqual({
        name: or('Name', ''),
        source: or('Source', ''),
        destination: e['Destination'],
        driver: or('Driver', ''),
        mode: or('Mode', ''),
        readWrite: or('RW', false),
        propagation: or('Propagation', ''),
        copyData: or('CopyData', false),
      });
    }
  });
  test('mounts', () => {
    const go = (value: unknown, key = ''): unknown => {
      if (typeof value !== 'object' || value === null) return value;
      const name = (value as { $go?: string }).$go;
      if (name?.startsWith('mount.Type')) return name.slice('mount.Type'.length).toLowerCase();
      if (name !== undefined) return key === 'Source' ? '/source' : '/destination';
      return Object.fromEntries(
        Object.entries(value)
          .filter(([k]) => k !== '$type')
          .map(([k, v]) => [k, go(v, k)]),
      );
    };
    for (const c of cases.filter((x) => x.table === 'TestValidateMount.tests' || x.table === 'TestValidateMount.imageTests')) {
      const row = c.row as { input: unknown; expected?: { $go?: string; $error?: string } };
      const field = /^err(\w+)Field\("(\w+)"\)$/.exec(row.expected?.$go ?? '');
      const want = field ? `field ${field[2]} must not be ${field[1] === 'Missing' ? 'empty' : 'specified'}` : row.expected?.$error;
      expect([row.input, validateMount(go(row.input) as MountSpec)]).toEqual([row.input, want]);
    }
  });
  test('errors of the structured form are wrapped', () => {
    expect(message(() => parseVolumeSpec('name:/p:shared'))).toBe(
      `invalid volume specification: 'name:/p:shared': invalid mount config for type "volume": field BindOptions must not be specified`,
    );
    expect(message(() => parseVolumeSpec('a:b'))).toBe(
      `invalid volume specification: 'a:b': invalid mount config for type "volume": invalid mount path: 'b' mount path must be absolute`,
    );
  });
});

describe('corpus dockerignore', () => {
  interface Case {
    op: string;
    input: { patterns: string[]; file: string; text: string };
    expect: { result?: unknown; error?: string; exclusions?: boolean };
  }
  const run = ({ op, input }: Case): unknown => {
    if (op === 'ignore.ReadAll') return { result: readDockerignore(input.text) };
    const matcher = new PatternMatcher(input.patterns);
    if (op === 'pm.New') return { exclusions: matcher.exclusions, result: matcher.patterns.map(({ pattern, exclusion }) => ({ exclusion, pattern })) };
    return { result: op === 'pm.Matches' ? matcher.matches(input.file) : matcher.matchesOrParentMatches(input.file) };
  };
  test.skipIf(corpus('dockerignore') === undefined).each([['pm.Matches'], ['pm.MatchesOrParentMatches'], ['pm.New'], ['ignore.ReadAll']])('%s', (op) => {
    const wrong: unknown[] = [];
    for (const c of corpusCases<Case>('dockerignore').filter((x) => x.op === op)) {
      let got: unknown;
      try {
        got = run(c);
      } catch (error) {
        got = { error: (error as Error).message };
      }
      if (JSON.stringify(got) !== JSON.stringify(c.expect)) wrong.push({ input: c.input, got, want: c.expect });
    }
    expect(wrong).toEqual([]);
  });
  test('many stars do not explode', () => {
    expect(new PatternMatcher(['*a*a*a*a*a*a*a*a*a*b']).matches('a'.repeat(5000))).toBe(false);
  });
});

describe('filepath', () => {
  test.each([
    ['', '.'],
    ['/', '/'],
    ['a/../../b', '../b'],
    ['/../a', '/a'],
    ['a//b/./c/', 'a/b/c'],
    ['../..', '../..'],
    ['./', '.'],
  ])('clean %j', (path, clean) => expect(cleanPath(path)).toBe(clean));
  test('join, dir, base, rel, local', () => {
    expect([joinPath('a', '', '../b'), joinPath(), dirPath('/a/b'), dirPath('a'), basePath('/a/b/'), basePath('/')]).toEqual(['b', '', '/a', '.', 'b', '/']);
    expect([relativePath('/a/b', '/a/c/d'), relativePath('a', 'a'), relativePath('.', 'x'), relativePath('/', '/x')]).toEqual(['../c/d', '.', 'x', 'x']);
    expect(message(() => relativePath('..', 'x'))).toContain("Rel: can't make");
    expect([isLocalPath('a/../b'), isLocalPath('../b'), isLocalPath('/b'), isLocalPath('')]).toEqual([true, false, false, false]);
  });
  test.each([
    ['abc', 'abc', true],
    ['*', 'abc', true],
    ['*c', 'abc', true],
    ['a*', 'ab/c', false],
    ['a*/b', 'a/c/b', false],
    ['a*b*c*d*e*/f', 'axbxcxdxe/f', true],
    ['a*b*c*d*e*/f', 'axbxcxdxe/xxx/f', false],
    ['ab[^e-g]', 'abc', true],
    ['a\\*b', 'a*b', true],
    ['a?b', 'a☺b', true],
    ['[a-ζ]*', 'α', true],
    ['*x', 'xxx', true],
    ['a[', 'ab', 'bad'],
    ['[]a]', ']', 'bad'],
    ['[-x]', '-', 'bad'],
    ['[\\-x]', '-', true],
    ['a[', 'x', 'bad'],
    ['*[', 'x', 'bad'],
  ])('match %s %s', (pattern, name, want) => {
    if (want === 'bad') expect(message(() => matchPath(pattern, name))).toBe('syntax error in pattern');
    else expect(matchPath(pattern, name)).toBe(want);
  });
});

describe('env file', () => {
  const parse = (text: string) => parseEnvFile(new TextEncoder().encode(text), (name) => (name === 'HOME' ? '/root' : undefined));
  test('lines are taken as they are', () => {
    expect(parse('\ufeffA=1\n# c\n\nB="q"\r\nHOME\nNOPE\n  D=x y #z')).toEqual(['A=1', 'B="q"', 'HOME=/root', 'D=x y #z']);
  });
  test('errors', () => {
    expect(message(() => parse('A=1\n B C=2'))).toBe("variable 'B C' contains whitespaces");
    expect(message(() => parse('=x'))).toBe("no variable name on line '=x'");
    expect(message(() => parseEnvFile(Uint8Array.of(0xff, 0xfe, 70, 0)))).toBe('invalid utf8 bytes at line 1: [255 254 70 0]');
  });
});

describe('addresses', () => {
  const prefix = (text: string) => parsePrefix(text) as Prefix;
  test.each([['10.0.0.1'], ['::1'], ['::'], ['2001:db8::8:800:200c:417a'], ['fe80::1:0:0:2'], ['1:2:3:4:5:6:7:8']])('%s is read and written', (text) => {
    expect(formatIP(parseIP(text) ?? { family: 4, value: 0n })).toBe(text);
  });
  test.each([['256.0.0.1'], ['1.2.3'], ['01.2.3.4'], ['1::2::3'], ['12345::'], ['g::'], [''], ['localhost'], ['1:2:3:4:5:6:7']])('%j is none', (text) => {
    expect(parseIP(text)).toBeUndefined();
  });
  test('IPv4 in IPv6 is IPv4', () => {
    expect(parseIP('::ffff:10.0.0.1')).toEqual(parseIP('10.0.0.1'));
  });
  test('subnets', () => {
    const net = prefix('172.17.5.9/16');
    expect([formatPrefix(networkOf(net)), formatIP(lastIP(net)), netmask(net)]).toEqual(['172.17.0.0/16', '172.17.255.255', '255.255.0.0']);
    expect([nthIP(net, 1), nthIP(net, 65536)].map((ip) => ip && formatIP(ip))).toEqual(['172.17.0.1', undefined]);
    expect(overlaps(net, prefix('172.17.200.0/24')) && !overlaps(net, prefix('172.18.0.0/16'))).toBe(true);
    expect(formatPrefix(nthSubnet(prefix('192.168.0.0/16'), 20, 2) as Prefix)).toBe('192.168.32.0/20');
    expect(nthSubnet(prefix('192.168.0.0/16'), 20, 16)).toBeUndefined();
    expect(containsIP(net, { family: 6, value: 1n })).toBe(false);
    expect([parsePrefix('10.0.0.0/33'), parsePrefix('10.0.0.0'), addToIP({ family: 4, value: 2n ** 32n - 1n }, 1)]).toEqual([undefined, undefined, undefined]);
  });
});

describe('time', () => {
  const NS = 1795268556870595367n;
  test('layouts', () => {
    expect(time.formatRFC3339Nano(NS)).toBe('2026-11-21T13:42:36.870595367Z');
    expect(time.formatRFC3339Nano(1795268556870000000n)).toBe('2026-11-21T13:42:36.87Z');
    expect(time.formatRFC3339Nano(1795268556000000000n)).toBe('2026-11-21T13:42:36Z');
    expect(time.formatTime(NS, time.RFC3339_NANO_FIXED)).toBe('2026-11-21T13:42:36.870595367Z');
    expect(time.formatTime(1755561600000000000n, time.GO_STRING)).toBe('2025-08-19 00:00:00 +0000 UTC');
    expect(time.formatTime(NS, time.ANSIC, { offset: -5400, name: 'XST' })).toBe('Sat Nov 21 12:12:36 2026');
    expect(time.formatTime(0n, '3:04PM Monday January 2 06 -07:00 Z07:00 MST __2', { offset: 3600, name: 'CET' })).toBe(
      '1:00AM Thursday January 1 70 +01:00 +01:00 CET   1',
    );
    expect(time.formatRFC3339Nano(-62135596800000000000n)).toBe(time.ZERO_TIME);
  });
  test('reading', () => {
    expect(time.parseRFC3339('2026-11-21T13:42:36.870595367Z')).toBe(NS);
    expect(time.parseRFC3339('2026-11-21T15:42:36+02:00')).toBe(1795268556000000000n);
    expect(time.parseRFC3339(time.ZERO_TIME)).toBe(-62135596800000000000n);
    expect(time.parseTime('2026-11-21', '2006-01-02')).toBe(1795219200000000000n);
    expect(time.parseTime('Sat Nov 21 13:42:36 2026', time.ANSIC)).toBe(1795268556000000000n);
    for (const bad of ['2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-11-21T24:00:00Z', 'x', '2026-11-21T13:42:36', '2026-11-21T13:42:36Zx']) {
      expect(time.parseRFC3339(bad)).toBeUndefined();
    }
  });
  test.each([
    ['1h2m3.5s', 3723500000000n, '1h2m3.5s'],
    ['90s', 90000000000n, '1m30s'],
    ['0', 0n, '0s'],
    ['-1.5ms', -1500000n, '-1.5ms'],
    ['100us', 100000n, '100µs'],
    ['.5s', 500000000n, '500ms'],
    ['2h', 7200000000000n, '2h0m0s'],
    ['7ns', 7n, '7ns'],
  ])('duration %s', (text, ns, written) => {
    expect([parseDuration(text), formatDuration(ns)]).toEqual([ns, written]);
  });
  test.each([
    ['', 'time: invalid duration ""'],
    ['5', 'time: missing unit in duration "5"'],
    ['5x', 'time: unknown unit "x" in duration "5x"'],
    ['abc', 'time: invalid duration "abc"'],
    ['.s', 'time: invalid duration ".s"'],
    ['9999999h', 'time: invalid duration "9999999h"'],
  ])('duration %j is refused', (text, error) => expect(message(() => parseDuration(text))).toBe(error));
});
