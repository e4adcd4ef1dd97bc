import { describe, expect, it, vi } from 'vitest';
import type { Lab, LabListener } from '../../src/workbench/lab.ts';
import type { PageEvents, WorkerCalls, WorkerEvents } from '../../src/workbench/protocol.ts';
import { connect } from '../../src/workbench/rpc.ts';
import { serve } from '../../src/workbench/serve.ts';
import { fresh, sample } from './sample-snapshot.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** A page connected to a worker whose machine is `lab`; `heard` is what the worker said, in order. */
async function start(make: (listener: LabListener) => Partial<Lab>) {
  const { port1, port2 } = new MessageChannel();
  port1.start();
  port2.start();
  const heard: string[] = [];
  serve(port1, async (_request, listener) => ({
    now: () => 0, drawn: () => {}, run: () => ({ why: 'idle' }), snapshot: () => fresh, save: () => ({ format: 1, events: 0, data: new Uint8Array() }),
    check: () => undefined, terminals: () => [], openTerminal() {}, closeTerminal() {}, resize() {}, input() {}, undo: () => false, reset() {}, answer() {}, grade: async () => true, editFile() {},
    readFile: () => new Uint8Array(), shell: () => ({ isAtPrompt: true, accepted: 0 }), statuses: () => ({}), ...make(listener),
  }), { now: () => 0, after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds / 40);
    return () => clearTimeout(timer);
  } });
  const page = connect<Record<never, never>, WorkerCalls, PageEvents, WorkerEvents>(port2, {});
  page.on('output', (event) => heard.push(`output ${event.tab} ${new TextDecoder().decode(event.bytes)}`));
  page.on('state', () => heard.push('state'));
  page.on('session', () => heard.push('session'));
  page.on('tasks', () => heard.push('tasks'));
  page.on('crashed', ({ message }) => heard.push(`crashed ${message.split('\n')[0] ?? ''}`));
  await page.calls.boot({ locale: 'en', lesson: 'sandbox', scenario: '', seed: 1 });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 60));
  await settle();
  heard.length = 0;
  return { page, heard, settle, close: () => port1.close() };
}

describe('the worker', () => {
  it('sends what a slice brought as one piece, output before the picture', async () => {
    const { page, heard, close } = await start((listener) => {
      let typed = false;
      return {
        input: () => void (typed = true),
        run() {
          if (typed) {
            listener.output(1, bytes('he'));
            listener.changed();
            listener.output(1, bytes('llo'));
            listener.completed();
          }
          typed = false;
          return { why: 'idle' };
        },
      };
    });
    page.send('input', { tab: 1, bytes: bytes('x') });
    await vi.waitFor(() => expect(heard).toEqual(['output 1 hello', 'state', 'session']));
    close();
  });

  it('types the lines of a block each at its prompt, continued ones too', async () => {
    const typed: string[] = [];
    let isAtPrompt = false;
    const { page, settle, close } = await start(() => ({
      input: (_tab, keys) => {
        typed.push(new TextDecoder().decode(keys));
        isAtPrompt = false;
      },
      shell: () => ({ isAtPrompt, accepted: typed.length }),
    }));
    const prompt = async () => {
      isAtPrompt = true;
      page.send('resize', { tab: 1, columns: 80, rows: 24 });
      await settle();
    };
    await page.calls.run(1, ['docker run \\\n  nginx', 'docker ps', 'docker images']);
    expect(typed).toEqual([]);
    await prompt();
    expect(typed).toEqual(['docker run \\\r  nginx\r']);
    await prompt();
    expect(typed.slice(1)).toEqual(['docker ps\r']);
    page.send('input', { tab: 1, bytes: bytes('\u0003') });
    await prompt();
    expect(typed.slice(2)).toEqual(['\u0003']);
    isAtPrompt = false;
    await page.calls.run(1, ['exit']);
    expect(typed.at(-1)).toBe('exit\r');
    close();
  });

  it('says when time alone has changed the status of a container', async () => {
    let seconds = 1;
    const { page, settle, close } = await start(() => ({ snapshot: () => sample, statuses: () => ({ web: `Up ${seconds} seconds` }) }));
    const heard: unknown[] = [];
    page.on('statuses', (statuses) => heard.push(statuses));
    await settle();
    heard.length = 0;
    await settle();
    expect(heard).toEqual([]);
    seconds = 2;
    await settle();
    expect(heard).toEqual([{ web: 'Up 2 seconds' }]);
    close();
  });

  it('checks once more when something was completed during a check', async () => {
    let checks = 0;
    const { page, heard, settle, close } = await start(() => ({
      async check() {
        checks += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
        return {};
      },
    }));
    await settle();
    checks = 0;
    heard.length = 0;
    await Promise.all([page.calls.undo(), page.calls.undo(), page.calls.undo()]);
    await settle();
    expect(checks).toBe(2);
    expect(heard.filter((word) => word === 'tasks')).toHaveLength(2);
    close();
  });

  it('checks no task between two lines of an example', async () => {
    const checkedAfter: number[] = [];
    let entered = 0;
    const { page, settle, close } = await start((listener) => ({
      input: () => void (entered += 1),
      run() {
        if (entered > 0) listener.completed();
        return { why: 'idle' };
      },
      shell: () => ({ isAtPrompt: true, accepted: entered }),
      check: () => void checkedAfter.push(entered),
    }));
    checkedAfter.length = 0;
    await page.calls.run(1, ['docker run -d nginx', 'docker ps', 'docker images']);
    await settle();
    expect(new Set(checkedAfter)).toEqual(new Set([3]));
    close();
  });

  it('says that its machine has crashed', async () => {
    const { page, heard, settle, close } = await start(() => ({
      openTerminal() {
        throw new Error('no tty');
      },
    }));
    await expect(page.calls.openTerminal(1, 80, 24)).rejects.toThrow('no tty');
    await settle();
    expect(heard).toContain('crashed Error: no tty');
    close();
  });
});
