/** apt, apt-get, apt-cache: update, install, remove, list, search, show, policy. Messages as apt 2.6 has them. */
import { isSysError } from '../../kernel/errno.ts';
import { Lines } from '../../kernel/stdio.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { aptSize } from './archive.ts';
import { fileCount, installedNames, removePackage, statusOf, unpack } from './database.ts';
import { fetchFile } from './fetch.ts';
import { candidates, listFile, LISTS, sources, type Candidate } from './sources.ts';

export const apt: Program = { name: 'apt', main: (proc) => run(proc, 'apt') };
export const aptGet: Program = { name: 'apt-get', main: (proc) => run(proc, 'apt-get') };
export const aptCache: Program = { name: 'apt-cache', main: (proc) => run(proc, 'apt-cache') };
export const aptMark: Program = { name: 'apt-mark', main: (proc) => refuse(proc, 'apt-mark', proc.argv[1] ?? '') };
export const aptConfig: Program = { name: 'apt-config', main: (proc) => refuse(proc, 'apt-config', proc.argv[1] ?? '') };

function* refuse(proc: Proc, name: string, what: string): Sys<number> {
  if (name === 'apt-mark' && what === 'showmanual') return 0;
  yield* proc.write(2, `E: '${`${name} ${what}`.trim()}' is not simulated here\n`);
  return 100;
}

interface Run { readonly proc: Proc; readonly yes: boolean; /** 0, 1 (-q) or 2 (-qq). */ readonly quiet: number; readonly program: string }

const VALUED = new Set(['-o', '--option', '-t', '--target-release', '-c', '--config-file', '-a']);

function* run(proc: Proc, program: string): Sys<number> {
  const words: string[] = [];
  let [yes, quiet] = [false, 0];
  const args = proc.argv.slice(1);
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (VALUED.has(arg)) i++;
    else if (/^-[a-zA-Z]+$/.test(arg)) {
      if (arg.includes('y')) yes = true;
      quiet += [...arg].filter((letter) => letter === 'q').length;
    } else if (['--yes', '--assume-yes'].includes(arg)) yes = true;
    else if (arg === '--quiet') quiet++;
    else if (arg === '--version' || arg === '-v') {
      yield* proc.write(1, 'apt 2.6.1 (amd64)\n');
      return 0;
    } else if (!arg.startsWith('-') && arg !== '') words.push(arg);
  }
  const [verb, ...names] = words;
  const r: Run = { proc, yes: yes || quiet > 1, quiet, program };
  if (program === 'apt' && verb !== undefined && !proc.isatty(1)) yield* proc.write(2, '\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n\n');
  const cache = program !== 'apt-get';
  switch (verb) {
    case 'update': return program === 'apt-cache' ? yield* invalid(r, verb) : yield* update(r);
    case 'install': return cache && program === 'apt-cache' ? yield* invalid(r, verb) : yield* install(r, names);
    case 'remove': case 'purge': return yield* remove(r, names, verb === 'purge');
    case 'upgrade': case 'dist-upgrade': case 'full-upgrade': case 'autoremove': {
      if (proc.credentials.uid !== 0) return yield* locked(r);
      yield* lists(r);
      yield* say(r, `${verb.endsWith('upgrade') ? 'Calculating upgrade...\n' : ''}0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n`);
      return 0;
    }
    case 'clean': case 'autoclean': return 0;
    case 'list': case 'search': case 'show': case 'policy':
      if (cache) return yield* ask(r, verb, names, args.includes('--installed'));
      break;
    case undefined:
      yield* proc.write(1, `apt 2.6.1 (amd64)\nUsage: ${program} [options] command\n`);
      return program === 'apt-cache' ? 0 : 0;
  }
  if (['source', 'build-dep', 'download', 'changelog', 'edit-sources', 'depends', 'rdepends', 'madison', 'stats', 'check'].includes(verb)) return yield* refuse(proc, program, verb);
  return yield* invalid(r, verb);
}

function* invalid(r: Run, verb: string): Sys<number> {
  yield* r.proc.write(2, `E: Invalid operation ${verb}\n`);
  return 100;
}

function* say(r: Run, text: string): Sys<void> {
  if (r.quiet < 2) yield* r.proc.write(1, text);
}

function* lists(r: Run): Sys<void> {
  yield* say(r, 'Reading package lists...\n');
  yield* r.proc.sleep(300_000_000);
  yield* say(r, 'Building dependency tree...\nReading state information...\n');
}

function* locked(r: Run): Sys<number> {
  yield* r.proc.write(2, 'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?\n');
  return 100;
}

function* update(r: Run): Sys<number> {
  const { proc } = r;
  if (proc.credentials.uid !== 0) {
    yield* say(r, 'Reading package lists...\n');
    yield* proc.write(2, `E: Could not open lock file ${LISTS}/lock - open (13: Permission denied)\nE: Unable to lock directory ${LISTS}/\n`);
    return 100;
  }
  proc.fs.mkdirs(`${LISTS}/partial`);
  let [number, total] = [0, 0];
  const problems: string[] = [];
  const start = proc.now();
  for (const source of sources(proc.fs)) {
    number++;
    const place = `${source.uri} ${source.suite}`;
    const got = yield* fetchFile(proc, `${source.uri}/dists/${source.suite}/${source.component}/binary-amd64/Packages`);
    if (!(got instanceof Uint8Array)) {
      const why = got.kind === 'resolve' ? `Temporary failure resolving '${got.message}'` : got.message;
      yield* say(r, `${got.kind === 'status' ? 'Err' : 'Err'}:${number} ${place} InRelease\n  ${why}\n`);
      problems.push(`Failed to fetch ${source.uri}/dists/${source.suite}/InRelease  ${why}`);
      continue;
    }
    const path = `${LISTS}/${listFile(source)}`;
    if (proc.fs.exists(path) && proc.fs.readText(path) === new TextDecoder().decode(got)) yield* say(r, `Hit:${number} ${place} InRelease\n`);
    else {
      yield* say(r, `Get:${number} ${place}/${source.component} amd64 Packages [${aptSize(got.length)}]\n`);
      total += got.length;
      proc.writeFile(path, got, 0o644);
    }
  }
  proc.writeFile(`${LISTS}/lock`, '', 0o640);
  const seconds = Math.max(1, Math.round((proc.now() - start) / 1e9));
  if (total > 0) yield* say(r, `Fetched ${aptSize(total)} in ${seconds}s (${aptSize(Math.round(total / seconds)).replace(' ', ' ')}/s)\n`);
  yield* say(r, 'Reading package lists...\n');
  if (r.program === 'apt') yield* say(r, 'Building dependency tree...\nReading state information...\nAll packages are up to date.\n');
  for (const problem of problems) yield* proc.write(2, `W: ${problem}\n`);
  if (problems.length > 0) yield* proc.write(2, 'W: Some index files failed to download. They have been ignored, or old ones used instead.\n');
  return 0;
}

/** Words in lines of at most 80 columns, two blanks before each. */
function wrapped(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > 78) lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => `${line}\n`).join('');
}

function* install(r: Run, names: readonly string[]): Sys<number> {
  const { proc } = r;
  if (proc.credentials.uid !== 0) return yield* locked(r);
  yield* lists(r);
  const known = candidates(proc.fs);
  const have = new Set(installedNames(proc.fs));
  const wanted = names.map((name) => name.replace(/[=/].*$/, '').replace(/:amd64$/, ''));
  const unknown = wanted.filter((name) => !known.has(name) && !have.has(name));
  if (unknown.length > 0) {
    yield* proc.write(2, unknown.map((name) => `E: Unable to locate package ${name}\n`).join(''));
    return 100;
  }
  for (const name of wanted) if (have.has(name)) yield* say(r, `${name} is already the newest version (${known.get(name)?.version ?? statusOf(proc.fs).find((each) => each.name === name)?.version ?? ''}).\n`);
  const order: Candidate[] = [];
  const visit = (name: string): void => {
    const found = known.get(name);
    if (!found || have.has(name) || order.includes(found)) return;
    for (const dependency of found.depends) visit(dependency);
    if (!order.includes(found)) order.push(found);
  };
  for (const name of wanted) visit(name);
  const extra = order.map((each) => each.name).filter((name) => !wanted.includes(name)).sort();
  if (extra.length > 0) yield* say(r, `The following additional packages will be installed:\n${wrapped(extra)}`);
  if (order.length > 0) yield* say(r, `The following NEW packages will be installed:\n${wrapped(order.map((each) => each.name).sort())}`);
  yield* say(r, `0 upgraded, ${order.length} newly installed, 0 to remove and 0 not upgraded.\n`);
  if (order.length === 0) return 0;
  const size = order.reduce((sum, each) => sum + each.size, 0);
  yield* say(r, `Need to get ${aptSize(size)} of archives.\nAfter this operation, ${aptSize(order.reduce((sum, each) => sum + each.installed, 0))} of additional disk space will be used.\n`);
  if (!r.yes && (extra.length > 0 || order.length > wanted.length) && !(yield* confirm(r))) return 1;
  const archives: Uint8Array[] = [];
  const start = proc.now();
  for (const [i, each] of order.entries()) {
    const url = `${each.source.uri}/${each.file}`;
    yield* say(r, `Get:${i + 1} ${each.source.uri} ${each.source.suite}/${each.source.component} amd64 ${each.name} amd64 ${each.version} [${aptSize(each.size)}]\n`);
    const got = yield* fetchFile(proc, url);
    if (!(got instanceof Uint8Array)) {
      const why = got.kind === 'resolve' ? `Temporary failure resolving '${got.message}'` : got.message;
      yield* proc.write(2, `E: Failed to fetch ${url}  ${why}\nE: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?\n`);
      return 100;
    }
    archives.push(got);
    yield* proc.sleep(Math.round(each.size * 40));
  }
  const seconds = Math.max(1, Math.round((proc.now() - start) / 1e9));
  yield* say(r, `Fetched ${aptSize(size)} in ${seconds}s (${aptSize(Math.round(size / seconds))}/s)\n`);
  yield* proc.write(2, 'debconf: delaying package configuration, since apt-utils is not installed\n');
  try {
    for (const [i, each] of order.entries()) {
      yield* proc.write(1, `Selecting previously unselected package ${each.name}.\n${i === 0 ? `(Reading database ... ${fileCount(proc.fs)} files and directories currently installed.)\n` : ''}Preparing to unpack .../${each.file.slice(each.file.lastIndexOf('/') + 1)} ...\nUnpacking ${each.name} (${each.version}) ...\n`);
      yield* proc.sleep(40_000_000);
      unpack(proc.fs, each, archives[i] ?? new Uint8Array(0));
    }
    for (const each of order) yield* proc.write(1, `Setting up ${each.name} (${each.version}) ...\n`);
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* proc.write(2, `dpkg: error processing archive: ${error.message}\nE: Sub-process /usr/bin/dpkg returned an error code (1)\n`);
    return 100;
  }
  return 0;
}

function* confirm(r: Run): Sys<boolean> {
  yield* r.proc.write(1, 'Do you want to continue? [Y/n] ');
  const line = yield* new Lines(r.proc, 0).next();
  if (line !== undefined && (line === '' || /^y/i.test(line))) return true;
  yield* r.proc.write(1, 'Abort.\n');
  return false;
}

function* remove(r: Run, names: readonly string[], purge: boolean): Sys<number> {
  const { proc } = r;
  if (proc.credentials.uid !== 0) return yield* locked(r);
  yield* lists(r);
  const have = installedNames(proc.fs);
  const known = candidates(proc.fs);
  for (const name of names) {
    if (have.includes(name) || known.has(name)) continue;
    yield* proc.write(2, `E: Unable to locate package ${name}\n`);
    return 100;
  }
  for (const name of names) if (!have.includes(name)) yield* say(r, `Package '${name}' is not installed, so not removed\n`);
  const gone = names.filter((name) => have.includes(name));
  if (gone.length > 0) yield* say(r, `The following packages will be REMOVED:\n${wrapped(gone.map((name) => (purge ? `${name}*` : name)))}`);
  yield* say(r, `0 upgraded, 0 newly installed, ${gone.length} to remove and 0 not upgraded.\n`);
  if (gone.length === 0) return 0;
  const freed = gone.reduce((sum, name) => sum + (statusOf(proc.fs).find((each) => each.name === name)?.installed ?? 0), 0);
  yield* say(r, `After this operation, ${aptSize(freed)} disk space will be freed.\n`);
  if (!r.yes && !(yield* confirm(r))) return 1;
  yield* proc.write(1, `(Reading database ... ${fileCount(proc.fs)} files and directories currently installed.)\n`);
  for (const name of gone) {
    yield* proc.write(1, `Removing ${name} (${statusOf(proc.fs).find((each) => each.name === name)?.version ?? known.get(name)?.version ?? ''}) ...\n`);
    removePackage(proc.fs, name);
  }
  return 0;
}

function* ask(r: Run, verb: string, names: readonly string[], installedOnly: boolean): Sys<number> {
  const { proc } = r;
  const known = candidates(proc.fs);
  const have = installedNames(proc.fs);
  const all = [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (verb === 'list') {
    yield* proc.write(1, 'Listing...\n');
    const match = names.map((name) => new RegExp(`^${name.replaceAll('*', '.*')}$`));
    for (const name of [...new Set([...all.map((each) => each.name), ...have])].sort()) {
      if ((installedOnly && !have.includes(name)) || (match.length > 0 && !match.some((each) => each.test(name)))) continue;
      const version = statusOf(proc.fs).find((each) => each.name === name)?.version ?? known.get(name)?.version ?? 'now';
      yield* proc.write(1, `${name}/${known.has(name) ? 'stable' : 'now'}${have.includes(name) && known.has(name) ? ',now' : ''} ${version} amd64${have.includes(name) ? (known.has(name) ? ' [installed]' : ' [installed,local]') : ''}\n`);
    }
    return 0;
  }
  if (verb === 'search') {
    const words = names.map((name) => name.toLowerCase());
    const hits = all.filter((each) => words.every((word) => `${each.name} ${each.description}`.toLowerCase().includes(word)));
    if (r.program === 'apt') yield* proc.write(1, `Sorting...\nFull Text Search...\n${hits.map((each) => `${each.name}/stable${have.includes(each.name) ? ',now' : ''} ${each.version} amd64${have.includes(each.name) ? ' [installed]' : ''}\n  ${each.description}\n\n`).join('')}`);
    else yield* proc.write(1, hits.map((each) => `${each.name} - ${each.description}\n`).join(''));
    return 0;
  }
  for (const name of names) {
    const found = known.get(name);
    if (verb === 'policy') {
      const own = have.includes(name) ? (statusOf(proc.fs).find((each) => each.name === name)?.version ?? found?.version ?? '(none)') : '(none)';
      if (found) yield* proc.write(1, `${name}:\n  Installed: ${own}\n  Candidate: ${found.version}\n  Version table:\n ${own === found.version ? '***' : '   '} ${found.version} 500\n        500 ${found.source.uri} ${found.source.suite}/${found.source.component} amd64 Packages\n${own === found.version ? '        100 /var/lib/dpkg/status\n' : ''}`);
      continue;
    }
    if (!found) {
      yield* proc.write(2, `${r.program === 'apt' ? '' : `N: Unable to locate package ${name}\n`}E: No packages found\n`);
      return 100;
    }
    yield* proc.write(1, `Package: ${found.name}\nVersion: ${found.version}\nPriority: optional\nSection: ${found.section}\nInstalled-Size: ${aptSize(found.installed)}\nDownload-Size: ${aptSize(found.size)}\nAPT-Sources: ${found.source.uri} ${found.source.suite}/${found.source.component} amd64 Packages\nDescription: ${found.description}\n\n`);
  }
  return 0;
}

