import { expect, it } from 'vitest';
import { LOG_FORMAT, type SessionLog } from '../../src/machine/session/log.ts';
import { decodeLog, encodeLog, LogError } from '../../src/machine/session/log-text.ts';

const header = { format: LOG_FORMAT, build: 'test', seed: 1, base: { kind: 'scenario', commands: ['true'] } } as const;
const event = { id: 0, parent: -1, at: 0, step: 0, action: { kind: 'services' } } as const;
const log: SessionLog = { header, events: [event], head: 0 };
const decoded = (value: unknown): SessionLog => decodeLog(encodeLog(value as SessionLog));

it('reads what was written', () => expect(decoded(log)).toEqual(log));

it.each([
  ['text that is none', 'no log'],
  ['an empty text', ''],
])('refuses %s', (_name, text) => expect(() => decodeLog(text)).toThrow(LogError));

it.each<[string, unknown]>([
  ['another format', { ...log, header: { ...header, format: -1 } }],
  ['no header', { events: [], head: -1 }],
  ['a base that is none', { ...log, header: { ...header, base: {} } }],
  ['a scenario that is no list of commands', { ...log, header: { ...header, base: { kind: 'scenario', commands: 'rm' } } }],
  ['another target', { ...log, header: { ...header, target: 'rescue.target' } }],
  ['an event without an action', { ...log, events: [{ ...event, action: null }] }],
  ['an event that is its own ancestor', { ...log, events: [{ ...event, parent: 1 }, { ...event, id: 1, parent: 0 }] }],
])('refuses a log with %s', (_name, value) => expect(() => decoded(value)).toThrow(new LogError('not a session log of this format')));
