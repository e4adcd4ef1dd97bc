// `npm start`: everything between a fresh clone and the site at http://localhost:4321.
import { join } from 'node:path';
import { built } from './build.mjs';
import { fileServer, listen } from './files.mjs';
import { explain, installed, root, Stop, tooling } from './tooling.mjs';

const port = 4321;

try {
  // The port is taken first: nobody should wait for a build to hear that it was in vain. Requests wait in the queue.
  const handlers = [];
  const servers = ['127.0.0.1', '::1'].map((host) => ({ host, server: fileServer(join(root, 'dist')) }));
  for (const { host, server } of servers) {
    if (!(await listen(server, port, host))) {
      for (const other of handlers) other.close();
      throw new Stop(`Port ${port} is taken. Stop what listens there (perhaps another \`npm start\`), then try again.`);
    }
    handlers.push(server);
  }
  try {
    installed();
    built(tooling());
  } catch (error) {
    for (const server of handlers) server.close();
    throw error;
  }
  console.log(`Drydock is at http://localhost:${port}`);
} catch (error) {
  explain(error);
}
