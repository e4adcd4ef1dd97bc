/** mongod and rabbitmq-server: they start, log their ready lines and listen; their protocols are not simulated. */
import { isSysError } from '../../kernel/errno.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { strftime } from '../dates.ts';

/** Accepts and closes connections until a stop signal. */
function* listenOnly(proc: Proc, port: number): Sys<number> {
  let stopped = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    proc.sigaction(signal, function* () {
      stopped = true;
    }, { restart: false });
  }
  const listener = proc.socket('inet', 'stream');
  proc.bind(listener, { family: 'inet', address: '0.0.0.0', port });
  proc.listen(listener);
  while (!stopped) {
    try {
      proc.close((yield* proc.accept(listener)).fd);
    } catch (error) {
      if (!isSysError(error, 'EINTR')) throw error;
    }
  }
  return 0;
}

export const mongod: Program = {
  name: 'mongod',
  resident: 150_000_000,
  *main(proc) {
    const line = function* (severity: string, component: string, id: number, context: string, msg: string, attr?: object): Sys<void> {
      const time = `${strftime('%Y-%m-%dT%H:%M:%S.%3N', proc.realtime())}+00:00`;
      yield* proc.write(1, `{"t":{"$date":"${time}"},"s":"${severity}",  "c":"${component}",${' '.repeat(Math.max(1, 9 - component.length))}"id":${id},${' '.repeat(Math.max(1, 8 - String(id).length))}"ctx":"${context}","msg":"${msg}"${attr ? `,"attr":${JSON.stringify(attr)}` : ''}}\n`);
      yield* proc.sleep(100_000_000);
    };
    const version = proc.variant || '8.0.12';
    if (proc.argv.includes('--version')) {
      yield* proc.write(1, `db version v${version}\n`);
      return 0;
    }
    yield* line('I', 'CONTROL', 23285, 'main', "Automatically disabling TLS 1.0, to force-enable TLS 1.0 specify --sslDisabledProtocols 'none'");
    yield* line('I', 'CONTROL', 4615611, 'initandlisten', 'MongoDB starting', { pid: proc.pid, port: 27017, dbPath: '/data/db', architecture: '64-bit', host: proc.uts.hostname });
    yield* line('I', 'CONTROL', 23403, 'initandlisten', 'Build Info', { buildInfo: { version } });
    yield* line('I', 'STORAGE', 22315, 'initandlisten', 'Opening WiredTiger');
    if (!proc.argv.includes('--auth')) yield* line('W', 'CONTROL', 22120, 'initandlisten', 'Access control is not enabled for the database. Read and write access to data and configuration is unrestricted');
    yield* line('I', 'NETWORK', 23015, 'listener', 'Listening on', { address: '0.0.0.0:27017' });
    yield* line('I', 'NETWORK', 23016, 'listener', 'Waiting for connections', { port: 27017, ssl: 'off' });
    return yield* listenOnly(proc, 27017);
  },
};

export const mongosh: Program = {
  name: 'mongosh',
  *main(proc) {
    yield* proc.write(2, 'mongosh: the MongoDB shell is not simulated here\n');
    return 1;
  },
};

export const rabbitmqServer: Program = {
  name: 'rabbitmq-server',
  resident: 120_000_000,
  *main(proc) {
    const version = proc.variant || '4.1.3';
    yield* proc.sleep(2_000_000_000);
    yield* proc.write(1, `\n  ##  ##      RabbitMQ ${version}\n  ##  ##\n  ##########  Copyright (c) 2007-2025 Broadcom Inc and/or its subsidiaries\n  ######  ##\n  ##########  Licensed under the MPL 2.0. Website: https://rabbitmq.com\n\n`);
    yield* proc.sleep(3_000_000_000);
    yield* proc.write(1, `  Starting broker... completed with 0 plugins.\n${strftime('%Y-%m-%d %H:%M:%S', proc.realtime())}.000000+00:00 [info] <0.663.0> Server startup complete; 0 plugins started.\n`);
    return yield* listenOnly(proc, 5672);
  },
};
