/** dpkg: what is installed and which files belong to it. */
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { filesOf, installedNames, statusOf } from './database.ts';

export const dpkg: Program = { name: 'dpkg', main: (proc) => run(proc) };
export const dpkgQuery: Program = { name: 'dpkg-query', main: (proc) => run(proc) };

function* run(proc: Proc): Sys<number> {
  const [action = '', ...names] = proc.argv.slice(1);
  const { fs } = proc;
  const have = installedNames(fs);
  const status = new Map(statusOf(fs).map((each) => [each.name, each]));
  switch (action) {
    case '--print-architecture':
      yield* proc.write(1, 'amd64\n');
      return 0;
    case '--version':
      yield* proc.write(1, "Debian 'dpkg' package management program version 1.21.22 (amd64).\n");
      return 0;
    case '-l': case '--list': {
      const match = names.map((name) => new RegExp(`^${name.replaceAll('*', '.*')}$`));
      const rows = have.filter((name) => match.length === 0 || match.some((each) => each.test(name)));
      for (const name of names) {
        if (name.includes('*') || have.includes(name)) continue;
        yield* proc.write(2, `dpkg-query: no packages found matching ${name}\n`);
        if (rows.length === 0) return 1;
      }
      const cells = rows.map((name) => [name, status.get(name)?.version ?? '', 'amd64', status.get(name)?.description ?? '']);
      const size = (i: number, least: number): number => Math.max(least, ...cells.map((row) => row[i]?.length ?? 0));
      const [a, b] = [size(0, 4), size(1, 7)];
      yield* proc.write(1, `Desired=Unknown/Install/Remove/Purge/Hold\n| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend\n|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)\n||/ ${'Name'.padEnd(a)} ${'Version'.padEnd(b)} Architecture Description\n+++-${'='.repeat(a)}-${'='.repeat(b)}-============-${'='.repeat(33)}\n`);
      for (const [name = '', version = '', arch = '', description = ''] of cells) yield* proc.write(1, `ii  ${name.padEnd(a)} ${version.padEnd(b)} ${arch.padEnd(12)} ${description}`.trimEnd() + '\n');
      return 0;
    }
    case '-L': case '--listfiles': return yield* each(proc, names, have, function* (name) {
      yield* proc.write(1, `${filesOf(fs, name).join('\n')}\n`);
    });
    case '-s': case '--status': return yield* each(proc, names, have, function* (name) {
      const found = status.get(name);
      yield* proc.write(1, `Package: ${name}\nStatus: install ok installed\nPriority: optional\nSection: ${found?.section ?? 'misc'}\nArchitecture: amd64\nVersion: ${found?.version ?? ''}\nDescription: ${found?.description ?? ''}\n`);
    }, true);
    case '-S': case '--search': {
      let code = 0;
      for (const pattern of names) {
        const hits = have.flatMap((name) => filesOf(fs, name).filter((path) => (pattern.startsWith('/') ? path === pattern : path.includes(pattern))).map((path) => `${name}: ${path}\n`));
        if (hits.length === 0) {
          yield* proc.write(2, `dpkg-query: no path found matching pattern ${pattern.startsWith('/') ? pattern : `*${pattern}*`}\n`);
          code = 1;
        } else yield* proc.write(1, hits.join(''));
      }
      return code;
    }
    case '--get-selections':
      yield* proc.write(1, have.map((name) => `${name.padEnd(47)} install\n`).join(''));
      return 0;
    default:
      yield* proc.write(2, action === '' ? 'dpkg: error: need an action option\n\nType dpkg --help for help about installing and deinstalling packages [*];\nUse \'apt\' or \'aptitude\' for user-friendly package management;\n' : `dpkg: error: ${action} is not simulated here\n`);
      return 2;
  }
}

function* each(proc: Proc, names: readonly string[], have: readonly string[], body: (name: string) => Sys<void>, status = false): Sys<number> {
  let code = 0;
  for (const name of names) {
    if (have.includes(name)) yield* body(name);
    else {
      yield* proc.write(2, `dpkg-query: package '${name}' is not installed${status ? ' and no information is available' : ''}\nUse dpkg --info (= dpkg-deb --info) to examine archive files${status ? '.' : ',\nand dpkg --contents (= dpkg-deb --contents) to list their contents.'}\n`);
      code = 1;
    }
  }
  return code;
}
