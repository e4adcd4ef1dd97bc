/** Scripts with what GNU bash 5.2.15 and dash 0.5.12 of Debian 12 printed for them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Machine } from './machine.ts';

interface Recorded { readonly shell: string; readonly script: string; readonly stdout: string; readonly stderr: string; readonly code: number }

const cases = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as Recorded[];

describe('scripts give what the real shells gave', () => {
  it.each(cases)('$shell: $script', ({ shell, script, stdout, stderr, code }) => {
    expect(new Machine().run([shell, '-c', script], { seconds: 100 })).toEqual({ stdout, stderr, code });
  });
});
