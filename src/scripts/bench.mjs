// `npm run bench`: how fast the machine is on this computer, against the bounds it is held to.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { explain, installed, root, tooling } from './tooling.mjs';

try {
  installed();
  const { status } = spawnSync(tooling().node, [join(root, 'test/bench/machine.bench.ts')], { stdio: 'inherit' });
  process.exitCode = status ?? 2;
} catch (error) {
  explain(error);
  process.exitCode = 2;
}
