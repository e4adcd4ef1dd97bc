import { describe, expect, test } from 'vitest';
import { DOCKER_FUNCS } from '../../src/formats/go-template/docker-funcs.ts';
import { TemplateError } from '../../src/formats/go-template/parse.ts';
import { sprintf } from '../../src/formats/go-template/printf.ts';
import { parseTemplate, type TemplateOptions } from '../../src/formats/go-template/template.ts';
import { GO_TYPE, GoFloat, GoNil } from '../../src/formats/go-values/values.ts';
import { decodeJSON } from '../../src/formats/json/decode.ts';
import { corpus, corpusCases, corpusFile } from '../corpora.ts';

function run(source: string, data: unknown, options: TemplateOptions = {}): string {
  try {
    return parseTemplate(source, { funcs: DOCKER_FUNCS, ...options }).execute(data);
  } catch (error) {
    if (error instanceof TemplateError) return `error: ${error.message}`;
    throw error;
  }
}

describe.skipIf(corpus('go-template') === undefined)('corpus go-template', () => {
  const data = decodeJSON(corpusFile('go-template', 'dev/data.json') ?? '{}', { numbers: 'float', objects: 'map' });
  test.each(corpusCases<{ t: string; out?: string; err?: string }>('go-template').map((c) => [c.t, c] as const))('%s', (_, c) => {
    expect(run(c.t, data)).toBe(c.err ? `error: ${c.err}` : c.out);
  });
});

interface InspectCase {
  input: { argv: string[] };
  exchanges: { res: { json?: unknown } }[];
  expect: { exit: number; stdout: string; stderr: string };
  suite: string;
}

describe.skipIf(corpus('cli-wire') === undefined)('corpus cli-wire, inspect-format: the untyped pass', () => {
  const cases = corpusCases<InspectCase>('cli-wire').filter(
    (c) => c.suite === 'inspect-format' && c.expect.exit !== 0 && c.expect.stderr.split('\n').length === 2,
  );
  test.each(cases.map((c) => [c.input.argv.join(' '), c] as const))('%s', (_, c) => {
    const format = c.input.argv[c.input.argv.indexOf('-f') + 1] ?? '';
    const body = c.exchanges.find((e) => typeof e.res.json === 'object')?.res.json ?? {};
    const data = decodeJSON(JSON.stringify(body), { numbers: 'exact', objects: 'map' });
    expect(`template parsing ${run(format, data, { missingKey: 'error' })}\n`).toBe(c.expect.stderr);
  });
});

describe('values', () => {
  const state = { Status: 'running', Pid: 7, Health: null, Names: new GoNil('slice'), Ports: new GoNil('map') };
  test.each([
    ['{{.}}', '{running 7 <nil> [] map[]}'],
    ['{{.Health}} {{.Names}} {{.Ports}} {{len .Names}}', '<nil> [] map[] 0'],
    ['{{json .}}', '{"Status":"running","Pid":7,"Health":null,"Names":null,"Ports":null}'],
    ['{{.Nope}}', `error: template: :1:2: executing "" at <.Nope>: can't evaluate field Nope in type container.State`],
    ['{{range .Names}}x{{else}}none{{end}}', 'none'],
    ['{{range 3}}{{.}}{{end}}', '012'],
    ['{{$x := 1}}{{if true}}{{$x = 2}}{{end}}{{$x}}', '2'],
    ['{{with $p := .Pid}}{{$p}}{{end}}', '7'],
    ['{{if false}}a{{else if true}}b{{end}}', 'b'],
    ['{{with ""}}a{{else with "c"}}{{.}}{{end}}', 'c'],
    ['{{upper .Pid}}', 'error: template: :1:8: executing "" at <.Pid>: wrong type for value; expected string; got int'],
    ['{{upper}}', 'error: template: :1:2: executing "" at <upper>: wrong number of args for upper: want 1 got 0'],
    ['{{.Status | printf "%-10s|"}}', 'running   |'],
    ['a {{- /* c */ -}} b', 'ab'],
    ['{{"a" "b"}}', `error: template: :1:2: executing "" at <"a">: can't give argument to non-function "a"`],
    ['{{$y}}', 'error: template: :1: undefined variable "$y"'],
    ['{{template "nope"}}', 'error: template: :1:11: executing "" at <{{template "nope"}}>: template "nope" not defined'],
    ['{{if}}x{{end}}', 'error: template: :1: missing value for if'],
    ['{{1 | 2}}', 'error: template: :1: non executable command in pipeline stage 2'],
    ['{{"abc', 'error: template: :1: unterminated quoted string'],
    ['{{(.Status}}', 'error: template: :1: unclosed left paren'],
    ['{{.Status)}}', 'error: template: :1: unexpected right paren'],
    ['{{title "it is"}}', 'It Is'],
    ['{{99999999999999999999}}', 'error: template: :1: integer overflow: "99999999999999999999"'],
    ['{{1e400}}', 'error: template: :1: illegal number syntax: "1e400"'],
    ['{{len nil}}', 'error: template: :1:2: executing "" at <len nil>: error calling len: reflect: call of reflect.Value.Type on zero Value'],
    ['{{(index .Ports "x").y}}', 'error: template: :1:16: executing "" at <"x">: can\'t evaluate field y in type string'],
  ])('%s', (source, expected) => {
    Object.defineProperty(state, GO_TYPE, { value: { name: 'container.State' }, configurable: true });
    expect(run(source, state)).toBe(expected);
  });

  test('methods are called, with arguments too', () => {
    class Context {
      ID(): string {
        return 'abc';
      }
      Label(name: string): string {
        return `<${name}>`;
      }
    }
    expect(run('{{.ID}} {{.Label "x"}} {{"y" | .Label}}', new Context())).toBe('abc <x> <y>');
  });

  test('a template that includes itself without end stops with an error', () => {
    expect(run('{{define "a"}}{{template "a"}}{{end}}{{template "a"}}', {})).toContain('exceeded maximum template depth (100000)');
  });

  test('an error keeps what was printed before', () => {
    try {
      parseTemplate('ab{{.X}}').execute({});
      expect.unreachable();
    } catch (error) {
      expect((error as TemplateError).partial).toBe('ab');
    }
  });
});

describe('printf', () => {
  test.each([
    ['%d %s', [1], '1 %!s(MISSING)'],
    ['%d', ['x'], '%!d(string=x)'],
    ['%s', ['a', 1], 'a%!(EXTRA int=1)'],
    ['%', [], '%!(NOVERB)'],
    ['%5.2f|%-6.1f|%06.2f', [3.14159, 2.5, -1.5], ' 3.14|2.5   |-01.50'],
    ['%x %X %#x %b %o %c %U', [255, 255, 255, 5, 8, 65, 0x1f600], 'ff FF 0xff 101 10 A U+1F600'],
    ['%q %+q %x', ['é\n', 'é', 'hi'], '"é\\n" "\\u00e9" 6869'],
    ['%*d|%[2]d', [4, 7], '   7|7'],
    ['%t %v %T %T', [true, null, 'a', 1], 'true <nil> string int'],
    ['%g %e %v', [new GoFloat(1e21), 123456.789, 1e-7], '1e+21 1.234568e+05 1e-07'],
    [
      '%v %+v',
      [
        { A: 1, B: 'x' },
        { A: 1, B: 'x' },
      ],
      '{1 x} {A:1 B:x}',
    ],
    ['%s', [['a', 'b']], '[a b]'],
    ['100%%', [], '100%'],
    ['%+v %+d', [2, 2], '2 +2'],
    ['%v %v %v %g', [new GoFloat(4242), new GoFloat(1234567), new GoFloat(1e20), new GoFloat(1e6)], '4242 1.234567e+06 1e+20 1e+06'],
  ])('%s', (format, args, expected) => {
    expect(sprintf(format as string, args as unknown[])).toBe(expected);
  });
});
