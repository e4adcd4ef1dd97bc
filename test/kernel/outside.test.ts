import { expect, test } from 'vitest';
import { World } from './world.ts';

const LOOPBACK = { family: 'inet', address: '127.0.0.1', port: 8080 } as const;

test('a client outside talks to a server inside', () => {
  const world = new World({
    *main(proc) {
      const fd = proc.socket('inet', 'stream');
      proc.bind(fd, LOOPBACK);
      proc.listen(fd);
      const { fd: client } = yield* proc.accept(fd);
      for (;;) {
        const data = yield* proc.read(client);
        if (data.length === 0) break;
        yield* proc.write(client, new TextDecoder().decode(data).toUpperCase());
      }
      return 0;
    },
  });
  const server = world.start('main');
  world.kernel.run();
  const connection = world.kernel.connectOutside(world.host, LOOPBACK);
  const log: string[] = [];
  connection.onData = (data) => log.push(new TextDecoder().decode(data));
  connection.onEnd = () => log.push('end');
  connection.write(new TextEncoder().encode('hello'));
  connection.end();
  world.kernel.run();
  expect(log).toEqual(['HELLO', 'end']);
  expect(server.status()).toMatchObject({ code: 0 });
});

test('nobody there is refused', () => {
  const world = new World({});
  const connection = world.kernel.connectOutside(world.host, LOOPBACK);
  const log: string[] = [];
  connection.onError = (code) => log.push(code);
  world.kernel.run();
  expect(log).toEqual(['ECONNREFUSED']);
});

test('a server outside answers a client inside', () => {
  const world = new World({
    *main(proc) {
      const fd = proc.socket('inet', 'stream');
      yield* proc.connect(fd, LOOPBACK);
      yield* proc.write(1, yield* proc.read(fd));
      return 0;
    },
  });
  const stop = world.kernel.listenOutside(world.host, LOOPBACK, (connection) => {
    connection.write(new TextEncoder().encode('welcome'));
    connection.end();
  });
  expect(world.run('main').output).toBe('welcome');
  stop();
});
