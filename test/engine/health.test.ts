import { describe, expect, it } from 'vitest';
import { nextHealth } from '../../src/engine/containers/health.ts';
import { RestartManager } from '../../src/engine/containers/restart-policy.ts';
import { durationString, parseDuration, parseRFC3339, rfc3339Nano } from '../../src/engine/time.ts';

describe('health', () => {
  it('is unhealthy after so many failures in a row, and healthy after one success', () => {
    const starting = { status: 'starting', failingStreak: 0 } as const;
    expect(nextHealth(starting, false, false, 2)).toEqual({ status: 'starting', failingStreak: 1 });
    expect(nextHealth({ status: 'starting', failingStreak: 1 }, false, false, 2)).toEqual({ status: 'unhealthy', failingStreak: 2 });
    expect(nextHealth(starting, false, true, 1)).toEqual(starting);
    expect(nextHealth({ status: 'healthy', failingStreak: 0 }, false, true, 1)).toEqual({ status: 'unhealthy', failingStreak: 1 });
    expect(nextHealth({ status: 'unhealthy', failingStreak: 9 }, true, false, 1)).toEqual({ status: 'healthy', failingStreak: 0 });
  });
});

describe('restart policies', () => {
  it('double the delay up to a minute, and begin anew after a run of ten seconds', () => {
    const manager = new RestartManager({ Name: 'always', MaximumRetryCount: 0 });
    const delays = Array.from({ length: 12 }, () => (manager.next(1, false, 0) ?? 0) / 1e6);
    expect(delays).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 51200, 60000, 60000]);
    expect(manager.next(1, false, 10e9)).toBe(100e6);
    manager.cancel();
    expect(manager.next(1, false, 0)).toBe(undefined);
  });

  it('look at exit code, count and hand', () => {
    const failing = new RestartManager({ Name: 'on-failure', MaximumRetryCount: 1 });
    expect(failing.next(0, false, 0)).toBe(undefined);
    expect(failing.next(3, false, 0)).toBeGreaterThan(0);
    expect(failing.next(3, false, 0)).toBe(undefined);
    expect(new RestartManager({ Name: 'unless-stopped', MaximumRetryCount: 0 }).next(0, true, 0)).toBe(undefined);
    expect(new RestartManager({ Name: 'no', MaximumRetryCount: 0 }).next(1, false, 0)).toBe(undefined);
  });
});

describe('times', () => {
  it('are written and read as Go does', () => {
    expect(rfc3339Nano(1_795_268_638_318_069_410n)).toBe('2026-11-21T13:43:58.31806941Z');
    expect(rfc3339Nano(undefined)).toBe('0001-01-01T00:00:00Z');
    expect(parseRFC3339('2026-11-21T13:43:58.31806941Z')).toBe(1_795_268_638_318_069_410n);
    expect(parseRFC3339('2026-11-21T14:43:58+01:00')).toBe(1_795_268_638_000_000_000n);
    expect(parseRFC3339('0001-01-01T00:00:00Z')).toBe(undefined);
    expect([parseDuration('1h30m'), parseDuration('1.5s'), parseDuration('x')]).toEqual([5400e9, 1.5e9, undefined]);
    expect([durationString(1e9), durationString(90e9), durationString(1e8)]).toEqual(['1s', '1m30s', '100ms']);
  });
});
