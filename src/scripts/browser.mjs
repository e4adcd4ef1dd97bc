// Finds a browser for the tests; installs Debian's headless one where that is possible.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Stop } from './tooling.mjs';

const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const fixed = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function find(path = process.env.PATH ?? '') {
  if (process.env.DRYDOCK_BROWSER) return process.env.DRYDOCK_BROWSER;
  const onPath = names.flatMap((name) => path.split(delimiter).map((folder) => join(folder, name)));
  return [...onPath, ...fixed].find((file) => existsSync(file));
}

/** The environment that names the browser to Playwright (`DRYDOCK_BROWSER`); says what to install when there is none. */
export function browser() {
  const found = find() ?? (mayInstall() && install());
  if (!found) {
    throw new Stop('No browser for the browser tests. Install chromium-headless-shell, Chromium or Chrome (Debian, Ubuntu: apt-get install chromium-headless-shell fonts-wqy-microhei; macOS: brew install chromium), or set DRYDOCK_BROWSER to its path.');
  }
  return { DRYDOCK_BROWSER: found };
}

function mayInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && existsSync('/etc/debian_version');
}

function install() {
  console.log('installing chromium-headless-shell');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=600', '-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  apt('update');
  // The font is for the Chinese pages: without it every character is the same box.
  apt('install', '-y', '--no-install-recommends', 'chromium-headless-shell', 'fonts-wqy-microhei');
  return find();
}
