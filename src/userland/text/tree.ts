import { isSysError } from '../../kernel/errno.ts';
import type { Sys } from '../../kernel/sys.ts';
import { humanSize } from '../human-size.ts';
import { tool } from '../tool.ts';
import { globRegex } from './glob.ts';

export const tree = tool({
  name: 'tree',
  package: 'tree v2.1.0',
  synopsis: ['[-adfhpsCDFL level] [-I pattern] [-P pattern] [--noreport] [directory ...]'],
  summary: 'List contents of directories in a tree-like format.',
  options: [
    { short: 'a', help: 'All files are listed.' }, { short: 'd', help: 'List directories only.' }, { short: 'f', help: 'Print the full path prefix for each file.' }, { short: 'L', argument: 'level', help: 'Descend only level directories deep.' },
    { short: 'I', argument: 'pattern', help: 'Do not list files that match the given pattern.' }, { short: 'P', argument: 'pattern', help: 'List only those files that match the pattern given.' }, { short: 's', help: 'Print the size in bytes of each file.' }, { short: 'h', help: 'Print the size in a more human readable way.' },
    { short: 'F', help: "Appends '/', '=', '*', '@', '|' or '>' as per ls -F." }, { short: 'C' }, { short: 'n' }, { short: 'i', help: "Don't print indentation lines." }, { long: 'noreport', help: 'Turn off file/directory count at end of tree listing.' }, { long: 'dirsfirst', help: 'List directories before files.' },
  ],
  *run(t) {
    const level = t.value('L') === undefined ? Infinity : Number(t.value('L'));
    if (!(level > 0)) return yield* t.fail('Invalid level, must be greater than 0.');
    const globs = (text: string | undefined): RegExp[] => (text ?? '').split('|').filter((each) => each !== '').map((each) => globRegex(each));
    const ignored = globs(t.value('I'));
    const wanted = globs(t.value('P'));
    const count = { directories: 0, files: 0 };
    const color = t.has('C') || (t.proc.isatty(1) && !t.has('n'));
    const { fs } = t.proc;
    const show = (path: string, name: string): string => {
      const stat = fs.lstat(path);
      const size = t.has('s') || t.has('h') ? `[${t.has('h') ? humanSize(stat.size).padStart(4) : String(stat.size).padStart(11)}]  ` : '';
      const code = stat.kind === 'directory' ? '01;34' : stat.kind === 'symlink' ? '01;36' : stat.kind === 'file' && stat.mode & 0o111 ? '01;32' : undefined;
      const mark = !t.has('F') ? '' : stat.kind === 'directory' ? '/' : stat.kind === 'symlink' ? '@' : stat.mode & 0o111 ? '*' : '';
      const text = t.has('f') ? path : name;
      return size + (color && code ? `\x1b[${code}m${text}\x1b[0m` : text) + mark + (stat.kind === 'symlink' ? ` -> ${fs.readlink(path)}` : '');
    };
    const walk = function* (path: string, prefix: string, depth: number): Sys<void> {
      yield* t.proc.step();
      let entries = fs.readdir(path).filter((entry) => (t.has('a') || !entry.name.startsWith('.')) && (!t.has('d') || entry.kind === 'directory') && !ignored.some((glob) => glob.test(entry.name)) && (wanted.length === 0 || entry.kind === 'directory' || wanted.some((glob) => glob.test(entry.name))));
      entries = entries.sort((a, b) => (t.has('dirsfirst') ? Number(b.kind === 'directory') - Number(a.kind === 'directory') : 0) || (a.name < b.name ? -1 : 1));
      for (const [index, entry] of entries.entries()) {
        const last = index === entries.length - 1;
        const child = `${path.replace(/\/$/, '')}/${entry.name}`;
        yield* t.print(`${t.has('i') ? '' : prefix + (last ? '└── ' : '├── ')}${show(child, entry.name)}\n`);
        if (entry.kind !== 'directory') {
          count.files++;
          continue;
        }
        count.directories++;
        if (depth < level) yield* t.proc.call(walk(child, `${prefix}${last ? '    ' : '│\u00a0\u00a0 '}`, depth + 1));
      }
    };
    for (const root of t.operands.length > 0 ? t.operands : ['.']) {
      try {
        if (fs.stat(root).kind !== 'directory') throw new TypeError();
        yield* t.print(`${color ? `\x1b[01;34m${root}\x1b[0m` : root}\n`);
        count.directories++;
        yield* walk(root, '', 1);
      } catch (error) {
        if (!isSysError(error) && !(error instanceof TypeError)) throw error;
        yield* t.print(`${root}  [error opening dir]\n`);
        t.exit = 2;
      }
    }
    if (!t.has('noreport')) yield* t.print(`\n${count.directories} director${count.directories === 1 ? 'y' : 'ies'}${t.has('d') ? '' : `, ${count.files} file${count.files === 1 ? '' : 's'}`}\n`);
    return t.exit;
  },
});
