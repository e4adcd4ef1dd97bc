// Serves what was built to the browser tests.
import { join, resolve } from 'node:path';
import { fileServer, listen } from '../../src/scripts/files.mjs';

const port = Number(process.argv[2]);
const server = fileServer(join(resolve(import.meta.dirname, '../..'), process.env.DRYDOCK_DIST ?? 'dist'));
if (!(await listen(server, port, '127.0.0.1'))) {
  console.error(`port ${port} is taken`);
  process.exit(1);
}
