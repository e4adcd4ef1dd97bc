import { describe, expect, test } from 'vitest';
import { parseDotenv } from '../../src/formats/dotenv/dotenv.ts';
import { interpolate } from '../../src/formats/interpolation/interpolation.ts';
import { corpus, corpusCases } from '../corpora.ts';

interface Case {
  id: string;
  input: { text: string; lookup_env?: Record<string, string>; template: string; env: Record<string, string> };
  expect: { result?: unknown; error?: string; warnings?: string[] };
}

/** Runs a case and shows what the real code's recording shows. */
function record(run: (unset: (name: string) => void) => unknown): unknown {
  const warnings: string[] = [];
  const unset = (name: string) => warnings.push(`level=warning msg="The \\"${name}\\" variable is not set. Defaulting to a blank string."`);
  try {
    const result = run(unset);
    return warnings.length > 0 ? { result, warnings } : { result };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

const own = (env: Record<string, string>) => (name: string) => (Object.hasOwn(env, name) ? env[name] : undefined);

test.skipIf(corpus('dotenv') === undefined)('corpus dotenv', () => {
  const wrong = corpusCases<Case>('dotenv').flatMap((c) => {
    const got = record((unset) => Object.fromEntries(parseDotenv(c.input.text, own(c.input.lookup_env ?? {}), unset)));
    return expectEqual(got, c.expect) ? [] : [{ text: c.input.text, got, want: c.expect }];
  });
  expect(wrong).toEqual([]);
});

test.skipIf(corpus('compose-interpolation') === undefined)('corpus compose-interpolation', () => {
  const wrong = corpusCases<Case>('compose-interpolation').flatMap((c) => {
    const got = record((unset) => interpolate(c.input.template, own(c.input.env), unset));
    return expectEqual(got, c.expect) ? [] : [{ template: c.input.template, got, want: c.expect }];
  });
  expect(wrong).toEqual([]);
});

function expectEqual(got: unknown, want: unknown): boolean {
  try {
    expect(got).toEqual(want);
    return true;
  } catch {
    return false;
  }
}

describe('dotenv', () => {
  test('later lines see earlier ones, the environment wins', () => {
    expect([...parseDotenv('A=1\nB=${A}x\n', (name) => (name === 'A' ? '9' : undefined))]).toEqual([
      ['A', '1'],
      ['B', '9x'],
    ]);
  });
});

test('nested defaults', () => {
  expect(interpolate('${A:-${B:-${C:-c}}}', () => undefined)).toBe('c');
});
