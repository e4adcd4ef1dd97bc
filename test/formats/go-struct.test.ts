// `docker inspect --format`: first over typed values, then, when that fails, over the raw JSON with missingkey=error.

import { describe, expect, test } from 'vitest';
import { CONTAINER_TYPES, IMAGE_TYPES, NETWORK_TYPES, VOLUME_TYPES } from '../../src/api/go-types.ts';
import { DOCKER_FUNCS } from '../../src/formats/go-template/docker-funcs.ts';
import { TemplateError } from '../../src/formats/go-template/parse.ts';
import { parseTemplate } from '../../src/formats/go-template/template.ts';
import { decodeStruct } from '../../src/formats/go-struct/decode.ts';
import { parseSchema } from '../../src/formats/go-struct/schema.ts';
import { decodeJSON } from '../../src/formats/json/decode.ts';
import { encodeJSON } from '../../src/formats/json/encode.ts';
import { corpus, corpusCases } from '../corpora.ts';

const SCHEMA = parseSchema(CONTAINER_TYPES, IMAGE_TYPES, NETWORK_TYPES, VOLUME_TYPES);

function inspect(format: string, type: string, body: string): string {
  const template = parseTemplate(format, { funcs: DOCKER_FUNCS });
  try {
    return template.execute(decodeStruct(SCHEMA, type, decodeJSON(body)));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return template.withMissingKey('error').execute(decodeJSON(body, { numbers: 'exact', objects: 'map' }));
  }
}

describe.skipIf(corpus('cli-wire') === undefined)('corpus cli-wire, inspect-format', () => {
  interface Case {
    suite: string;
    input: { argv: string[] };
    exchanges: { req: { path: string }; res: { json?: unknown; text?: string } }[];
    expect: { exit: number; stdout: string; stderr: string };
  }
  const cases = corpusCases<Case>('cli-wire').filter((c) => c.suite === 'inspect-format' && c.expect.exit === 0);
  test.each(cases.map((c) => [c.input.argv.slice(1).join(' '), c] as const))('%s', (_, c) => {
    const answer = c.exchanges.find((e) => /^\/(containers|images)\//.test(e.req.path));
    const type = answer?.req.path.startsWith('/images') ? 'image.InspectResponse' : 'container.InspectResponse';
    const format = c.input.argv[c.input.argv.indexOf('-f') + 1] ?? '';
    expect(`${inspect(format, type, JSON.stringify(answer?.res.json))}\n`).toBe(c.expect.stdout);
  });
});

describe('typed values', () => {
  test('absent fields have zero values, and JSON leaves out what is empty', () => {
    const volume = decodeStruct(SCHEMA, 'volume.Volume', { Name: 'data', Driver: 'local', Scope: 'local', Mountpoint: '/m' });
    expect(encodeJSON(volume)).toBe('{"Driver":"local","Labels":null,"Mountpoint":"/m","Name":"data","Options":null,"Scope":"local"}');
    expect(parseTemplate('{{.Labels}} {{.UsageData}} [{{.CreatedAt}}] {{index .Labels "x"}}').execute(volume)).toBe('map[] <nil> [] ');
  });
  test('embedded structs promote their fields and print nested', () => {
    const image = decodeStruct(SCHEMA, 'image.InspectResponse', { Config: { Cmd: ['sh'], OnBuild: ['RUN x'] } });
    expect(parseTemplate('{{.Config.Cmd}} {{.Config.OnBuild}} {{.Config}}').execute(image)).toBe(
      '[sh] [RUN x] {{ map[] [] [] [sh] map[]  map[]  false} {<nil> [RUN x] []}}',
    );
  });
  test('times print as Go prints them', () => {
    const network = decodeStruct(SCHEMA, 'network.Inspect', { Created: '2026-11-21T13:46:18.173597711Z' });
    expect(parseTemplate('{{.Created}} {{json .Created}}', { funcs: DOCKER_FUNCS }).execute(network)).toBe(
      '2026-11-21 13:46:18.173597711 +0000 UTC "2026-11-21T13:46:18.173597711Z"',
    );
  });
  test('a type that is declared nowhere is refused', () => {
    expect(() => parseSchema('type a struct\n  B *c.D')).toThrow('a: c.D is declared nowhere');
  });
});
