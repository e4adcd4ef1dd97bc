import { describe, expect, it } from 'vitest';
import { parseBind, parseMount, parseVolumesFrom } from '../../src/engine/containers/mounts.ts';
import { corpus, corpusCases } from '../corpora.ts';

interface Case { readonly table: string; readonly spec?: string; readonly errorContains?: string; readonly row?: string | { readonly bind?: string; readonly expErr?: string; readonly expected?: Readonly<Record<string, unknown>> } }

function failure(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('-v', () => {
  it.skipIf(corpus('engine-volume-parser') === undefined)('is read and refused as the daemon does', () => {
    const wrong: unknown[] = [];
    for (const test of corpusCases<Case>('engine-volume-parser')) {
      if (test.table === 'TestLinuxParseMountRaw.valid') {
        const error = failure(() => parseBind(test.row as string, ''));
        if (error) wrong.push([test.row, error]);
      } else if (test.table === 'TestLinuxParseMountRaw.invalid') {
        const error = failure(() => parseBind(test.spec ?? '', ''));
        if (!error?.includes(test.errorContains ?? '')) wrong.push([test.spec, error, test.errorContains]);
      } else if (test.table === 'TestLinuxParseMountRawSplit.tests' && typeof test.row === 'object') {
        const { bind = '', expErr, expected } = test.row;
        if (expErr !== undefined) {
          const error = failure(() => parseBind(bind, ''));
          if (error !== expErr) wrong.push([bind, error, expErr]);
        } else {
          const spec = parseBind(bind, '');
          const got = { Destination: spec.target, Mode: spec.mode, RW: !spec.readOnly, Propagation: spec.propagation };
          const wanted = { Destination: expected?.['Destination'], Mode: expected?.['Mode'] ?? '', RW: expected?.['RW'] ?? false, Propagation: expected?.['Propagation'] ?? '' };
          if (JSON.stringify(got) !== JSON.stringify(wanted)) wrong.push([bind, got, wanted]);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('keeps modes of binds and volumes', () => {
    expect(parseBind('data:/data:ro', '')).toMatchObject({ type: 'volume', source: 'data', target: '/data', readOnly: true, mode: 'ro', propagation: '' });
    expect(parseBind('/a/../b:/c', '')).toMatchObject({ type: 'bind', source: '/b', propagation: 'rprivate', createSource: true });
    expect(failure(() => parseBind('a:/b:bad', ''))).toBe('invalid mode: bad');
  });
});

describe('--mount', () => {
  it('names the field that is wrong', () => {
    const exists = (path: string): boolean => path === '/there';
    expect(failure(() => parseMount({ Type: 'volume' }, exists))).toBe('invalid mount config for type "volume": field Target must not be empty');
    expect(failure(() => parseMount({ Type: 'bind', Target: '/x' }, exists))).toBe('invalid mount config for type "bind": field Source must not be empty');
    expect(failure(() => parseMount({ Type: 'bind', Source: '/gone', Target: '/x' }, exists))).toBe('invalid mount config for type "bind": bind source path does not exist: /gone');
    expect(failure(() => parseMount({ Type: 'volume', Target: '/' }, exists))).toBe('invalid mount config for type "volume": invalid specification: destination can\'t be \'/\'');
    expect(failure(() => parseMount({ Type: 'tmpfs', Source: 'x', Target: '/t' }, exists))).toBe('invalid mount config for type "tmpfs": field Source must not be specified');
    expect(parseMount({ Type: 'tmpfs', Target: '/t', TmpfsOptions: { SizeBytes: 1024, Mode: 0o700 } }, exists).tmpfsOptions).toBe('mode=700,size=1024');
    expect(parseVolumesFrom('web:ro')).toEqual({ container: 'web', mode: 'ro' });
  });
});
