import { isSysError } from '../../../kernel/errno.ts';
import { Output } from '../../../kernel/stdio.ts';
import type { Proc, Program, Sys } from '../../../kernel/sys.ts';
import { findGroup, findUser } from '../../accounts.ts';
import { listDate } from '../../dates.ts';
import { modeString } from '../../file-mode.ts';
import { basename, dirname } from '../../paths.ts';
import { findExecutable } from '../../run-command.ts';
import { FindError, parseExpression } from './parse.ts';
import { findPrintf } from './printf.ts';
import type { Node, Options, Visit } from './tree.ts';

/** Arguments of one `-exec … +`. */
const BATCH = 4096;

class Finder {
  exit = 0;
  quit = false;
  pruned = false;
  readonly proc: Proc;
  readonly out: Output;
  readonly options: Options;
  readonly #files = new Map<string, string>();

  constructor(proc: Proc, options: Options) {
    this.proc = proc;
    this.options = options;
    this.out = new Output(proc, 1);
  }

  *fail(message: string): Sys<void> {
    this.exit = 1;
    yield* this.out.flush();
    yield* this.proc.write(2, `find: ${message}\n`);
  }

  #quote(path: string): string {
    return this.proc.variant === 'busybox' ? path : `‘${path}’`;
  }

  *walk(path: string, root: string, depth: number, expression: Node, device: number | undefined): Sys<void> {
    if (this.quit) return;
    yield* this.proc.step();
    const { fs } = this.proc;
    const follow = this.options.follow === 'always' || (this.options.follow === 'operands' && depth === 0);
    let visit: Visit;
    try {
      const stat = follow && fs.exists(path) ? fs.stat(path) : fs.lstat(path);
      visit = { path, root, name: basename(path), depth, stat };
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* this.fail(`${this.#quote(path)}: ${error.message}`);
      return;
    }
    this.pruned = false;
    const shown = depth >= this.options.minDepth;
    if (shown && !this.options.depthFirst) yield* this.evaluate(expression, visit);
    const pruned = this.pruned && !this.options.depthFirst;
    if (visit.stat.kind === 'directory' && depth < this.options.maxDepth && !pruned && !this.quit && !(this.options.sameDevice && device !== undefined && device !== visit.stat.dev)) {
      try {
        const names = fs.readdir(path).map((entry) => entry.name).sort((a, b) => (a < b ? -1 : 1));
        for (const name of names) yield* this.proc.call(this.walk(path.endsWith('/') ? path + name : `${path}/${name}`, root, depth + 1, expression, device ?? visit.stat.dev));
      } catch (error) {
        if (!isSysError(error)) throw error;
        yield* this.fail(`${this.#quote(path)}: ${error.message}`);
      }
    }
    if (shown && this.options.depthFirst && !this.quit) yield* this.evaluate(expression, visit);
  }

  *evaluate(node: Node, visit: Visit): Sys<boolean> {
    switch (node.type) {
      case 'test': return node.test(visit);
      case 'and': return (yield* this.evaluate(node.left, visit)) && !this.quit && (yield* this.evaluate(node.right, visit));
      case 'or': return (yield* this.evaluate(node.left, visit)) || (!this.quit && (yield* this.evaluate(node.right, visit)));
      case 'comma':
        yield* this.evaluate(node.left, visit);
        return yield* this.evaluate(node.right, visit);
      case 'not': return !(yield* this.evaluate(node.operand, visit));
      case 'prune': this.pruned = true; return true;
      case 'quit': this.quit = true; return true;
      case 'print': yield* this.#put(visit.path + node.end, node.file); return true;
      case 'printf': yield* this.#put(findPrintf(node.format, visit, this.proc.fs), node.file); return true;
      case 'ls': yield* this.#list(visit); return true;
      case 'delete': return yield* this.#delete(visit);
      case 'exec': return yield* this.#exec(node, visit);
    }
  }

  *#put(text: string, file: string | undefined): Sys<void> {
    if (file === undefined) yield* this.out.write(text);
    else this.#files.set(file, (this.#files.get(file) ?? '') + text);
  }

  *#list({ path, stat }: Visit): Sys<void> {
    const { fs } = this.proc;
    const owner = findUser(fs, stat.uid)?.name ?? String(stat.uid);
    const group = findGroup(fs, stat.gid)?.name ?? String(stat.gid);
    const link = stat.kind === 'symlink' ? ` -> ${fs.readlink(path)}` : '';
    yield* this.out.write(`${String(stat.ino).padStart(9)} ${String(Math.ceil(stat.allocated / 1024)).padStart(6)} ${modeString(stat.kind, stat.mode)} ${String(stat.nlink).padStart(3)} ${owner.padEnd(8)} ${group.padEnd(8)} ${String(stat.size).padStart(8)} ${listDate(stat.mtime, this.proc.realtime(), undefined)} ${path}${link}\n`);
  }

  *#delete({ path, stat, depth }: Visit): Sys<boolean> {
    if (path === '.' && depth === 0) return true;
    try {
      if (stat.kind === 'directory') this.proc.fs.rmdir(path);
      else this.proc.fs.unlink(path);
      return true;
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* this.fail(`cannot delete ${this.#quote(path)}: ${error.message}`);
      return false;
    }
  }

  *#exec(node: Node & { type: 'exec' }, visit: Visit): Sys<boolean> {
    if (node.batch) {
      node.pending.push(visit.path);
      if (node.pending.length >= BATCH) yield* this.#flushBatch(node);
      return true;
    }
    const shown = node.inDirectory ? `./${visit.name}` : visit.path;
    const argv = node.argv.map((word) => word.replaceAll('{}', shown));
    if (node.ask) {
      yield* this.out.flush();
      yield* this.proc.write(2, `< ${argv[0]} ... ${visit.path} > ? `);
      const answer = new TextDecoder().decode(yield* this.proc.read(0, 256));
      if (!/^[yY]/.test(answer)) return false;
    }
    return (yield* this.#run(argv, node.inDirectory ? dirname(visit.path) : undefined)) === 0;
  }

  *#flushBatch(node: Node & { type: 'exec' }): Sys<void> {
    if (node.pending.length === 0) return;
    const paths = node.pending.splice(0);
    if ((yield* this.#run([...node.argv, ...paths], undefined)) !== 0) this.exit = 1;
  }

  *#run(argv: readonly string[], cwd: string | undefined): Sys<number> {
    yield* this.out.flush();
    const name = argv[0] ?? '';
    const path = findExecutable(this.proc, name);
    try {
      if (path === undefined) throw new FindError('No such file or directory');
      const pid = yield* this.proc.spawn({ path, argv, ...(cwd === undefined ? {} : { cwd }) });
      const status = yield* this.proc.wait(pid);
      return status?.kind === 'exited' ? status.code : 1;
    } catch (error) {
      if (!isSysError(error) && !(error instanceof FindError)) throw error;
      const { exit } = this;
      yield* this.fail(`${this.#quote(name)}: ${error.message}`);
      // GNU find does not count a command that cannot be run as its own failure.
      if (this.proc.variant !== 'busybox') this.exit = exit;
      return 1;
    }
  }

  /** Runs what `-exec … +` collected and writes the files of -fprint. */
  *finish(node: Node): Sys<void> {
    if (node.type === 'and' || node.type === 'or' || node.type === 'comma') {
      yield* this.finish(node.left);
      yield* this.finish(node.right);
    } else if (node.type === 'not') yield* this.finish(node.operand);
    else if (node.type === 'exec' && node.batch) yield* this.#flushBatch(node);
    for (const [file, text] of this.#files) this.proc.writeFile(file, text);
    this.#files.clear();
  }
}

export const find: Program = {
  name: 'find',
  *main(proc) {
    const words = proc.argv.slice(1);
    const options: Options = { maxDepth: Infinity, minDepth: 0, depthFirst: false, follow: 'never', sameDevice: false };
    while (words[0] === '-L' || words[0] === '-P' || words[0] === '-H' || /^-O\d$/.test(words[0] ?? '')) {
      const word = words.shift();
      if (word === '-L') options.follow = 'always';
      else if (word === '-H') options.follow = 'operands';
    }
    if (words[0] === '--help' || words[0] === '-help') {
      yield* proc.write(1, 'Usage: find [-H] [-L] [-P] [-Olevel] [-D debugopts] [path...] [expression]\n');
      return 0;
    }
    if (words[0] === '--version' || words[0] === '-version') {
      yield* proc.write(1, 'find (GNU findutils) 4.9.0\n');
      return 0;
    }
    const roots: string[] = [];
    while (words.length > 0 && !/^(-.|[(!,)]$)/.test(words[0] ?? '')) roots.push(words.shift() ?? '');
    if (roots.length === 0) roots.push('.');
    const finder = new Finder(proc, options);
    let expression: Node;
    try {
      expression = parseExpression(words, proc, options);
    } catch (error) {
      if (!(error instanceof FindError)) throw error;
      yield* finder.fail(proc.variant === 'busybox' ? error.message.replace(/^unknown predicate `(.*)'$/, 'unrecognized: $1') : error.message);
      return 1;
    }
    try {
      for (const root of roots) yield* finder.walk(root, root, 0, expression, undefined);
      yield* finder.finish(expression);
      yield* finder.out.flush();
    } catch (error) {
      if (isSysError(error, 'EPIPE')) return 1;
      throw error;
    }
    return finder.exit;
  },
};
