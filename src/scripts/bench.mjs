// `npm run bench`: how fast the machine is on this computer, against the bounds it is held to; `npm run bench -- load`: how fast a page is on a slow link.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { browser } from './browser.mjs';
import { built } from './build.mjs';
import { explain, installed, root, tooling } from './tooling.mjs';

const [what = 'machine', ...rest] = process.argv.slice(2);

try {
  installed();
  const { node, env } = tooling();
  const ofPage = what === 'load';
  if (ofPage) built({ node, env });
  const { status } = spawnSync(node, [join(root, `test/bench/${what}.bench.ts`), ...rest], { stdio: 'inherit', env: ofPage ? { ...env, ...browser() } : env });
  process.exitCode = status ?? 2;
} catch (error) {
  explain(error);
  process.exitCode = 2;
}
