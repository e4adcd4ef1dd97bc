import { beforeAll, describe, expect, test } from 'vitest';
import { TestHost, testHost } from './host.ts';

let host: TestHost;
const out = (command: string, stdin = ''): string => {
  const result = host.run(command, stdin);
  return result.stderr === '' && result.code === 0 ? result.stdout : `${result.stdout}[${result.code}] ${result.stderr}`;
};

beforeAll(async () => {
  host = await testHost();
  host.file('a.txt', 'one\ntwo\nthree\n');
});

describe('grep', () => {
  test('alternatives are matched by length, as POSIX asks', () => {
    expect(out("echo abc | grep -oE 'a|abc'")).toBe('abc\n');
  });
  test('a wrong pattern names its fault', () => {
    expect(host.run("grep '[a' a.txt")).toEqual({ stdout: '', stderr: 'grep: Unmatched [, [^, [:, [., or [=\n', code: 2 });
  });
  test('a line is printed as soon as it comes', () => {
    expect(out('{ echo hit; sleep 5; } | grep hit | { read line; echo "$line at $SECONDS"; }')).toBe('hit at 0\n');
  });
  test('colours mark the match', () => {
    expect(out('echo abc | grep --color=always b')).toBe('a\x1b[01;31m\x1b[Kb\x1b[m\x1b[Kc\n');
  });
});

describe('--version', () => {
  test.each([
    ['grep', 'grep (GNU grep) 3.8'],
    ['ls', 'ls (GNU coreutils) 9.1'],
    ['xargs', 'xargs (GNU findutils) 4.9.0'],
    ['cmp', 'cmp (GNU diffutils) 3.8'],
    ['free', 'free from procps-ng 4.0.2'],
    ['rev', 'rev from util-linux 2.38.1'],
    ['gzip', 'gzip 1.12'],
    ['nano', ' GNU nano, version 7.2'],
    ['strings', 'GNU strings (GNU Binutils for Debian) 2.40'],
  ])('%s', (name, line) => {
    expect(out(`${name} --version`)).toBe(`${line}\n`);
  });
});

describe('sed', () => {
  test.each(['debug', 'sandbox'])('--%s is refused', (name) => {
    expect(host.run(`sed --${name} p a.txt`)).toEqual({ stdout: '', stderr: `sed: option --${name} is not simulated here\n`, code: 1 });
  });
  test('case changes, groups and occurrences', () => {
    expect(out("echo 'foo bar foo' | sed -E 's/(f)(oo)/\\U\\1\\E\\2!/2'")).toBe('foo bar Foo!\n');
  });
  test('a wrong script names the place', () => {
    expect(host.run("sed 's/a' a.txt")).toEqual({ stdout: '', stderr: "sed: -e expression #1, char 3: unterminated `s' command\n", code: 1 });
  });
  test('a range that ends before it begins is one line', () => {
    expect(out("sed -n '2,1p' a.txt")).toBe('two\n');
  });
});

describe('awk', () => {
  test('arrays are passed by reference, also unset ones', () => {
    expect(out("awk 'function f(a) { a[1] = 5 } BEGIN { f(x); print x[1] }'")).toBe('5\n');
  });
  test('a loop without end can be interrupted', () => {
    expect(out("timeout 0.2 awk 'BEGIN { while (1) i++ }'; echo $?")).toBe('124\n');
  });
  test('exit leaves a function and END still runs', () => {
    expect(out('awk \'function f() { exit 3 } BEGIN { f(); print "no" } END { print "end" }\'; echo $?')).toBe('end\n3\n');
  });
});

describe('jq', () => {
  test('errors carry the place and the code of jq 1.6', () => {
    expect(host.run('jq .a.b', '{"a":1}\n')).toEqual({ stdout: '', stderr: 'jq: error (at <stdin>:1): Cannot index number with string "b"\n', code: 5 });
  });
  test('paths, assignment and reduction', () => {
    expect(out("jq -c '.a[1] |= . * 2 | del(.a[0]), (reduce .a[] as $x (0; . + $x))'", '{"a":[1,2]}')).toBe('{"a":[4]}\n5\n');
  });
  test('keys that look like numbers keep their order', () => {
    expect(out('jq -c .', '{"b":1,"2":2,"1":3}')).toBe('{"b":1,"2":2,"1":3}\n');
  });
});

test('find reports what it cannot read and runs commands', () => {
  expect(out("mkdir -p d/e; touch d/x.log d/e/y.log; find d -name '*.log' -exec echo got {} +")).toBe('got d/e/y.log d/x.log\n');
  expect(host.run('find nowhere').stderr).toBe('find: ‘nowhere’: No such file or directory\n');
});

test('xargs passes the failure of a command on', () => {
  expect(out('echo a b | xargs -n1 false; echo $?')).toBe('123\n');
});

test('diff shows hunks with context', () => {
  expect(out("printf 'one\\n2\\nthree\\n' > b.txt; diff a.txt b.txt; echo $?")).toBe('2c2\n< two\n---\n> 2\n1\n');
});

test('bc divides with scale', () => {
  expect(out("echo 'scale=2; 10/3; 2^10; x=5; x*1.5' | bc")).toBe('3.33\n1024\n7.5\n');
});
