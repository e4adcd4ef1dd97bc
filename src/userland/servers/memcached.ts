/** memcached: the text protocol's get, set, add, replace, delete, incr, decr, flush_all, stats, version (protocol.txt). */
import { isSysError } from '../../kernel/errno.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';

interface Item { readonly flags: string; readonly data: Uint8Array; /** now() at which it ends; 0: never. */ readonly expires: number }

export const memcached: Program = {
  name: 'memcached',
  *main(proc) {
    const args = proc.argv.slice(1);
    const version = proc.variant || '1.6.39';
    if (args.includes('-V') || args.includes('--version')) {
      yield* proc.write(1, `memcached ${version}\n`);
      return 0;
    }
    const port = Number(args[args.findIndex((arg) => arg === '-p') + 1] ?? 11211) || 11211;
    const listener = proc.socket('inet', 'stream');
    try {
      proc.bind(listener, { family: 'inet', address: '0.0.0.0', port });
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* proc.write(2, `bind(): ${error.message}\nfailed to listen on TCP port ${port}: ${error.message}\n`);
      return 71;
    }
    proc.listen(listener, 1024);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      proc.sigaction(signal, function* () {
        yield* proc.write(2, `Signal handled: ${signal === 'SIGTERM' ? 'Terminated' : 'Interrupt'}.\n`);
        yield* proc.exit(0);
      });
    }
    const items = new Map<string, Item>();
    for (;;) {
      const { fd } = yield* proc.accept(listener);
      proc.thread(serve(proc, fd, items, version), 'client');
    }
  },
};

function* serve(proc: Proc, fd: number, items: Map<string, Item>, version: string): Sys<void> {
  let buffer = new Uint8Array(0);
  const more = function* (): Sys<boolean> {
    const bytes = yield* proc.read(fd);
    const joined = new Uint8Array(buffer.length + bytes.length);
    joined.set(buffer);
    joined.set(bytes, buffer.length);
    buffer = joined;
    return bytes.length > 0;
  };
  try {
    for (;;) {
      const end = buffer.indexOf(10);
      if (end < 0) {
        if (!(yield* more())) break;
        continue;
      }
      const words = new TextDecoder().decode(buffer.subarray(0, end)).trim().split(/\s+/);
      buffer = buffer.slice(end + 1);
      const [verb = '', key = '', flags = '0', seconds = '0', length = '0'] = words;
      if (verb === 'quit') break;
      if (['set', 'add', 'replace'].includes(verb)) {
        const size = Number(length);
        while (buffer.length < size + 2) if (!(yield* more())) return;
        const data = buffer.slice(0, size);
        buffer = buffer.slice(size + 2);
        const known = find(proc, items, key) !== undefined;
        const stored = verb === 'set' || (verb === 'add') !== known;
        if (stored) items.set(key, { flags, data, expires: Number(seconds) > 0 ? proc.now() + Number(seconds) * 1e9 : 0 });
        yield* proc.write(fd, stored ? 'STORED\r\n' : 'NOT_STORED\r\n');
      } else yield* answer(proc, fd, items, words, version);
    }
  } catch (error) {
    if (!isSysError(error)) throw error;
  }
  proc.close(fd);
}

function find(proc: Proc, items: Map<string, Item>, key: string): Item | undefined {
  const item = items.get(key);
  if (!item || item.expires === 0 || item.expires > proc.now()) return item;
  items.delete(key);
  return undefined;
}

function* answer(proc: Proc, fd: number, items: Map<string, Item>, words: readonly string[], version: string): Sys<void> {
  const [verb = '', key = '', amount = '0'] = words;
  const text = (line: string): Sys<void> => proc.write(fd, `${line}\r\n`);
  switch (verb) {
    case 'get': case 'gets':
      for (const name of words.slice(1)) {
        const item = find(proc, items, name);
        if (!item) continue;
        yield* text(`VALUE ${name} ${item.flags} ${item.data.length}`);
        yield* proc.write(fd, item.data);
        yield* text('');
      }
      return yield* text('END');
    case 'delete': return yield* text(items.delete(key) ? 'DELETED' : 'NOT_FOUND');
    case 'incr': case 'decr': {
      const item = find(proc, items, key);
      if (!item) return yield* text('NOT_FOUND');
      const old = Number(new TextDecoder().decode(item.data));
      if (!Number.isInteger(old)) return yield* text('CLIENT_ERROR cannot increment or decrement non-numeric value');
      const value = String(verb === 'incr' ? old + Number(amount) : Math.max(0, old - Number(amount)));
      items.set(key, { ...item, data: new TextEncoder().encode(value) });
      return yield* text(value);
    }
    case 'flush_all':
      items.clear();
      return yield* text('OK');
    case 'version': return yield* text(`VERSION ${version}`);
    case 'stats': return yield* text(`STAT pid ${proc.pid}\r\nSTAT version ${version}\r\nSTAT curr_items ${items.size}\r\nSTAT bytes ${[...items.values()].reduce((sum, item) => sum + item.data.length, 0)}\r\nEND`);
    default: return yield* text('ERROR');
  }
}
