// `npm run -s drydock -- …`: the drydock command, by a Node that runs TypeScript.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { explain, installed, root, tooling } from './tooling.mjs';

try {
  installed();
  const { node } = tooling();
  const child = spawn(node, [join(root, 'src/headless/drydock.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', explain);
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
} catch (error) {
  explain(error);
  process.exitCode = 2;
}
