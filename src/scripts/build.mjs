// Builds the site when something that it is made of is newer than what was built.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, Stop } from './tooling.mjs';

const sources = ['src', 'lessons', 'public', 'astro.config.mjs', 'package-lock.json'];

function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Runs `astro build` into `dist/` unless that is up to date. */
export function built({ node, env }) {
  const page = join(root, 'dist/index.html');
  const changed = Math.max(...sources.map((path) => newest(join(root, path))));
  if (existsSync(page) && statSync(page).mtimeMs >= changed) return;
  console.log('building the site');
  const ran = spawnSync(node, [join(root, 'node_modules/astro/bin/astro.mjs'), 'build', '--silent'], { cwd: root, env, stdio: 'inherit' });
  if (ran.status !== 0) throw new Stop('The site could not be built.');
}
