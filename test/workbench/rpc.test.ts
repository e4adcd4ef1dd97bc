import { describe, expect, it } from 'vitest';
import { connect } from '../../src/workbench/rpc.ts';

interface Calls {
  add(a: number, b: number): number;
  fail(): void;
}

function pair() {
  const { port1, port2 } = new MessageChannel();
  port1.start();
  port2.start();
  const worker = connect<Calls, Record<never, never>, { said: string }, { told: number }>(port1, {
    add: (a, b) => a + b,
    fail: () => {
      throw new Error('no');
    },
  });
  const page = connect<Record<never, never>, Calls, { told: number }, { said: string }>(port2, {});
  return { worker, page, close: () => port1.close() };
}

describe('calls between page and worker', () => {
  it('bring results and errors back', async () => {
    const { page, close } = pair();
    await expect(Promise.all([page.calls.add(1, 2), page.calls.add(3, 4)])).resolves.toEqual([3, 7]);
    await expect(page.calls.fail()).rejects.toThrow('no');
    close();
  });

  it('carry events both ways, in order', async () => {
    const { worker, page, close } = pair();
    const heard: unknown[] = [];
    worker.on('told', (value) => heard.push(value));
    page.on('said', (value) => heard.push(value));
    page.send('told', 1);
    page.send('told', 2);
    await page.calls.add(0, 0);
    worker.send('said', 'x');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(heard).toEqual([1, 2, 'x']);
    close();
  });
});
