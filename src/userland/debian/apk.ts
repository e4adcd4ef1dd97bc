/** apk of Alpine: update, add, del, info, search. */
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { parseStanzas, type Stanza } from './archive.ts';
import { unpackFiles } from './database.ts';
import { fetchFile } from './fetch.ts';
import { MIRROR } from './mirror-host.ts';

const DB = '/lib/apk/db';
const CACHE = '/var/cache/apk';

export const apk: Program = {
  name: 'apk',
  *main(proc) {
    const words: string[] = [];
    const flags: string[] = [];
    const args = proc.argv.slice(1);
    for (let i = 0; i < args.length; i++) {
      const arg = args[i] ?? '';
      if (['-t', '--virtual', '-X', '--repository', '-p', '--root'].includes(arg)) i++;
      else (arg.startsWith('-') ? flags : words).push(arg);
    }
    const [verb, ...names] = words;
    if (flags.includes('--version') || verb === 'version') {
      yield* proc.write(1, 'apk-tools 2.14.9, compiled for x86_64.\n');
      return 0;
    }
    const quiet = flags.includes('-q') || flags.includes('--quiet');
    const fresh = flags.includes('--no-cache') || flags.includes('-U') || flags.includes('--update-cache') || flags.includes('--update');
    switch (verb) {
      case 'update': return yield* update(proc);
      case 'add': return yield* add(proc, names, { fresh, keep: !flags.includes('--no-cache'), quiet });
      case 'del': return yield* del(proc, names);
      case 'info': return yield* info(proc, names, flags);
      case 'search': {
        const index = yield* indexes(proc, fresh, true, true);
        for (const each of index.stanzas) if (names.length === 0 || names.some((name) => each.name.includes(name.replaceAll('*', '')))) yield* proc.write(1, `${each.name}-${each.version}\n`);
        return 0;
      }
      case undefined:
        yield* proc.write(1, 'apk-tools 2.14.9, compiled for x86_64.\n\nusage: apk [<OPTIONS>...] COMMAND [<ARGUMENTS>...]\n\nThis apk has coffee making abilities.\n');
        return 1;
      default:
        yield* proc.write(2, ['upgrade', 'fix', 'cache', 'policy', 'stats', 'audit', 'verify', 'fetch', 'manifest', 'dot', 'list'].includes(verb) ? `apk: '${verb}' is not simulated here\n` : `apk: unrecognized command '${verb}'\n`);
        return 1;
    }
  },
};

function repositories(proc: Proc): string[] {
  const path = '/etc/apk/repositories';
  const lines = proc.fs.exists(path) ? proc.readText(path).split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#')) : [];
  if (lines.length > 0) return lines.map((line) => line.trim());
  const release = proc.fs.exists('/etc/alpine-release') ? proc.readText('/etc/alpine-release').trim().split('.').slice(0, 2).join('.') : '3.22';
  return ['main', 'community'].map((name) => `http://${MIRROR}/alpine/v${release}/${name}`);
}

const indexFile = (repository: string): string => `${CACHE}/APKINDEX.${[...repository].reduce((sum, c) => (Math.imul(sum, 31) + c.charCodeAt(0)) >>> 0, 7).toString(16).padStart(8, '0')}.tar.gz`;

interface Index { readonly stanzas: (Stanza & { repository: string })[]; readonly warnings: number }

/** The indexes of all repositories: fetched when `fresh` or not there, else from the cache. */
function* indexes(proc: Proc, fresh: boolean, keep: boolean, quiet: boolean): Sys<Index> {
  const stanzas: (Stanza & { repository: string })[] = [];
  let warnings = 0;
  for (const repository of repositories(proc)) {
    const cached = indexFile(repository);
    let text: string | undefined;
    if (fresh || proc.fs.exists(CACHE) === false || !proc.fs.exists(cached)) {
      if (!fresh) {
        yield* proc.write(2, `WARNING: opening from cache ${repository}: No such file or directory\n`);
        continue;
      }
      if (!quiet) yield* proc.write(1, `fetch ${repository}/x86_64/APKINDEX.tar.gz\n`);
      const got = yield* fetchFile(proc, `${repository.replace(/^https:/, 'http:')}/x86_64/APKINDEX.tar.gz`);
      if (!(got instanceof Uint8Array)) {
        yield* proc.write(2, `WARNING: updating and opening ${repository}: ${got.kind === 'resolve' ? 'DNS lookup error' : got.kind === 'status' ? 'No such file or directory' : got.message}\n`);
        warnings++;
        continue;
      }
      text = new TextDecoder().decode(got);
      if (keep) {
        proc.fs.mkdirs(CACHE);
        proc.writeFile(cached, got, 0o644);
      }
    } else text = proc.readText(cached);
    stanzas.push(...parseStanzas(text).map((each) => ({ ...each, repository })));
  }
  return { stanzas, warnings };
}

function installed(proc: Proc): { name: string; version: string; size: number; files: string[] }[] {
  return proc.fs.exists(`${DB}/installed`) ? (JSON.parse(proc.readText(`${DB}/installed`)) as { name: string; version: string; size: number; files: string[] }[]) : [];
}

/** Packages that the plain image has: its list is not kept. */
const BASE_PACKAGES = 16;
const BASE_MIB = 7.6;

function summary(proc: Proc): string {
  const list = installed(proc);
  return `OK: ${Math.ceil(BASE_MIB + list.reduce((sum, each) => sum + each.size, 0) / 1_048_576)} MiB in ${BASE_PACKAGES + list.length} packages\n`;
}

function* update(proc: Proc): Sys<number> {
  if (proc.credentials.uid !== 0) {
    yield* proc.write(2, 'ERROR: Unable to lock database: Permission denied\nERROR: Failed to open apk database: Permission denied\n');
    return 99;
  }
  const { stanzas, warnings } = yield* indexes(proc, true, true, false);
  yield* proc.write(1, warnings > 0 ? `${warnings} unavailable, 0 stale; ${stanzas.length} distinct packages available\n` : `OK: ${stanzas.length} distinct packages available\n`);
  return warnings;
}

function* add(proc: Proc, names: readonly string[], options: { fresh: boolean; keep: boolean; quiet: boolean }): Sys<number> {
  if (proc.credentials.uid !== 0) {
    yield* proc.write(2, 'ERROR: Unable to lock database: Permission denied\nERROR: Failed to open apk database: Permission denied\n');
    return 99;
  }
  const cacheEmpty = repositories(proc).every((repository) => !proc.fs.exists(indexFile(repository)));
  const { stanzas } = yield* indexes(proc, options.fresh || cacheEmpty, options.keep, options.quiet);
  const have = installed(proc);
  const wanted = names.map((name) => name.replace(/[=<>~@].*$/, ''));
  const missing = wanted.filter((name) => !stanzas.some((each) => each.name === name) && !have.some((each) => each.name === name));
  if (missing.length > 0) {
    yield* proc.write(2, `ERROR: unable to select packages:\n${missing.map((name) => `  ${name} (no such package):\n    required by: world[${name}]\n`).join('')}`);
    return missing.length;
  }
  const order: (Stanza & { repository: string })[] = [];
  const visit = (name: string): void => {
    const found = stanzas.find((each) => each.name === name);
    if (!found || order.includes(found) || have.some((each) => each.name === name)) return;
    for (const dependency of found.depends) visit(dependency);
    order.push(found);
  };
  for (const name of wanted) visit(name);
  for (const [i, each] of order.entries()) {
    if (!options.quiet) yield* proc.write(1, `(${i + 1}/${order.length}) Installing ${each.name} (${each.version})\n`);
    const got = yield* fetchFile(proc, `${each.repository.replace(/^https:/, 'http:')}/x86_64/${each.file}`);
    if (!(got instanceof Uint8Array)) {
      yield* proc.write(2, `ERROR: ${each.name}-${each.version}: ${got.kind === 'resolve' ? 'DNS lookup error' : 'No such file or directory'}\n1 error; `);
      return 1;
    }
    yield* proc.sleep(30_000_000);
    have.push({ name: each.name, version: each.version, size: each.installed, files: unpackFiles(proc.fs, got) });
  }
  proc.fs.mkdirs(DB);
  proc.writeFile(`${DB}/installed`, JSON.stringify(have), 0o644);
  if (!options.quiet) yield* proc.write(1, `${order.length > 0 ? 'Executing busybox-1.37.0-r18.trigger\n' : ''}${summary(proc)}`);
  return 0;
}

function* del(proc: Proc, names: readonly string[]): Sys<number> {
  let have = installed(proc);
  const gone = have.filter((each) => names.includes(each.name));
  for (const [i, each] of gone.entries()) {
    yield* proc.write(1, `(${i + 1}/${gone.length}) Purging ${each.name} (${each.version})\n`);
    for (const path of each.files) proc.fs.removeAll(path);
  }
  have = have.filter((each) => !gone.includes(each));
  proc.fs.mkdirs(DB);
  proc.writeFile(`${DB}/installed`, JSON.stringify(have), 0o644);
  yield* proc.write(1, `${gone.length > 0 ? 'Executing busybox-1.37.0-r18.trigger\n' : ''}${summary(proc)}`);
  return 0;
}

function* info(proc: Proc, names: readonly string[], flags: readonly string[]): Sys<number> {
  const have = installed(proc);
  if (names.length === 0) {
    yield* proc.write(1, have.map((each) => `${each.name}${flags.includes('-v') ? `-${each.version}` : ''}\n`).join(''));
    return 0;
  }
  let code = 0;
  for (const name of names) {
    const found = have.find((each) => each.name === name);
    if (!found) code = 1;
    else if (flags.includes('-L')) yield* proc.write(1, `${found.name}-${found.version} contains:\n${found.files.map((path) => `${path.slice(1)}\n`).join('')}\n`);
    else if (flags.includes('-e')) yield* proc.write(1, `${name}\n`);
    else yield* proc.write(1, `${found.name}-${found.version} installed size:\n${Math.ceil(found.size / 1024)} KiB\n\n`);
  }
  return code;
}
