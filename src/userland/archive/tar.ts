import { joinBytes } from '../../formats/bytes/join.ts';
import { gunzip, gzip, isGzip } from '../../formats/gzip/gzip.ts';
import { tarEntry, type TarEntry } from '../../formats/tar/entry.ts';
import { TarError } from '../../formats/tar/header.ts';
import { encodeTarEntry, TAR_END } from '../../formats/tar/writer.ts';
import { isSysError } from '../../kernel/errno.ts';
import { extractMember, members } from '../../kernel/fs/archive.ts';
import type { FileData, FileKind } from '../../kernel/fs/types.ts';
import { readAll } from '../../kernel/stdio.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { findGroup, findUser } from '../accounts.ts';
import { strftime } from '../dates.ts';
import { modeString } from '../file-mode.ts';
import { OptionError } from '../options.ts';
import { globRegex } from '../text/glob.ts';
import { readTarArguments, type TarArguments } from './tar-options.ts';

/** GNU tar writes records of 20 blocks. */
const RECORD = 10_240;
const NANO = 1_000_000_000n;

export const tar: Program = {
  name: 'tar',
  *main(proc) {
    const words = proc.argv.slice(1);
    if (words[0] === '--version') {
      yield* proc.write(1, 'tar (GNU tar) 1.34\n');
      return 0;
    }
    if (words[0] === '--help') {
      yield* proc.write(1, "Usage: tar [OPTION...] [FILE]...\nGNU 'tar' saves many files together into a single tape or disk archive, and can\nrestore individual files from the archive.\n");
      return 0;
    }
    try {
      const args = readTarArguments(words, proc.variant === 'busybox');
      const run = new TarRun(proc, args);
      if (args.mode === 'create' || args.mode === 'append') yield* run.create();
      else yield* run.read();
      return run.exit;
    } catch (error) {
      if (error instanceof OptionError) {
        yield* proc.write(2, `tar: ${error.message}\nTry 'tar --help' or 'tar --usage' for more information.\n`);
        // A wrong option is EX_USAGE of sysexits.h; without an operation tar ends as after other failures.
        return error.message.startsWith('You must specify') ? 2 : 64;
      }
      if (!(error instanceof TarFailure)) throw error;
      yield* proc.write(2, `${error.before}tar: ${error.message}\n${error.fatal ? 'tar: Error is not recoverable: exiting now\n' : ''}`);
      return 2;
    }
  },
};

class TarFailure extends Error {
  readonly fatal: boolean;
  /** What others had to say before: the decompressor, a child. */
  readonly before: string;
  constructor(message: string, fatal = true, before = '') {
    super(message);
    this.fatal = fatal;
    this.before = before;
  }
}

class TarRun {
  exit = 0;
  readonly #proc: Proc;
  readonly #args: TarArguments;
  readonly #exclude: readonly RegExp[];
  readonly #links = new Map<string, string>();
  readonly #noted = new Set<string>();

  constructor(proc: Proc, args: TarArguments) {
    this.#proc = proc;
    this.#args = args;
    const patterns = args.options.values('exclude');
    for (const file of args.options.values('exclude-from')) patterns.push(...proc.readText(file).split('\n').filter((line) => line !== ''));
    this.#exclude = patterns.map((pattern) => globRegex(pattern.replace(/\/$/, '')));
  }

  *#note(text: string): Sys<void> {
    if (this.#noted.has(text)) return;
    this.#noted.add(text);
    yield* this.#proc.write(2, `tar: ${text}\n`);
  }

  get #archive(): string | undefined {
    const name = this.#args.options.value('file');
    return name === '-' ? undefined : name;
  }

  #excluded(name: string): boolean {
    const parts = name.split('/');
    return this.#exclude.some((regex) => regex.test(name) || parts.some((_, index) => regex.test(parts.slice(index).join('/')) || regex.test(parts.slice(index, index + 1).join('/'))));
  }

  *create(): Sys<void> {
    const { options } = this.#args;
    const names = [...this.#args.names].filter((each) => each.name !== '');
    for (const list of options.values('files-from')) {
      const text = list === '-' ? new TextDecoder().decode(yield* readAll(this.#proc, 0)) : this.#proc.readText(list);
      for (const name of text.split(options.has('null') ? '\0' : '\n')) if (name !== '') names.push({ name, directory: this.#args.names[0]?.directory });
    }
    if (names.length === 0) throw new TarFailure("Cowardly refusing to create an empty archive\nTry 'tar --help' or 'tar --usage' for more information.", false);
    if (this.#archive === undefined && this.#proc.isatty(1)) throw new TarFailure('Refusing to write archive contents to terminal (missing -f option?)');
    const chunks: Uint8Array[] = [];
    if (this.#args.mode === 'append' && this.#archive !== undefined && this.#proc.fs.exists(this.#archive)) {
      for (const { entry, data } of members(this.#proc.readFile(this.#archive))) chunks.push(...encodeTarEntry(entry, data.extents.map((extent) => ({ offset: extent.offset, data: extent.bytes }))));
    }
    const target = this.#archive;
    if (target !== undefined) {
      try {
        this.#proc.writeFile(target, '');
      } catch (error) {
        if (!isSysError(error)) throw error;
        throw new TarFailure(`${target}: Cannot open: ${error.message}`);
      }
    }
    for (const { name, directory } of names) yield* this.#add(name, this.#under(directory, name), chunks);
    chunks.push(TAR_END);
    let bytes = joinBytes(chunks);
    if (bytes.length % RECORD !== 0) bytes = joinBytes([bytes, new Uint8Array(RECORD - (bytes.length % RECORD))]);
    const zipped = options.has('gzip') || (options.has('auto-compress') && /\.(tgz|tar\.gz|gz)$/.test(target ?? ''));
    const out = zipped ? gzip(bytes) : bytes;
    yield* this.#proc.step(bytes.length);
    if (target === undefined) yield* this.#proc.write(1, out);
    else this.#proc.writeFile(target, out);
    if (this.exit !== 0) yield* this.#proc.write(2, 'tar: Exiting with failure status due to previous errors\n');
  }

  #under(directory: string | undefined, name: string): string {
    return directory === undefined || name.startsWith('/') ? name : `${directory.replace(/\/$/, '')}/${name}`;
  }

  *#add(name: string, path: string, chunks: Uint8Array[]): Sys<void> {
    yield* this.#proc.step();
    const { fs } = this.#proc;
    const { options } = this.#args;
    if (this.#excluded(name)) return;
    let stored = name.replace(/\/+$/, '') || '/';
    if (!options.has('absolute-names')) {
      const lead = /^(\/+|(.*\/)?\.\.\/)/.exec(stored)?.[0];
      if (lead !== undefined) {
        yield* this.#note(`Removing leading \`${lead.startsWith('/') ? '/' : lead}' from member names`);
        stored = stored.slice(lead.length) || '.';
      }
    }
    try {
      const stat = options.has('dereference') ? fs.stat(path) : fs.lstat(path);
      if (stat.kind === 'socket') {
        yield* this.#proc.write(2, `tar: ${name}: socket ignored\n`);
        return;
      }
      if (stat.kind === 'file' && this.#archive !== undefined && fs.exists(this.#archive) && fs.stat(this.#archive).ino === stat.ino && fs.stat(this.#archive).dev === stat.dev) {
        yield* this.#proc.write(2, `tar: ${name}: file is the archive; not dumped\n`);
        return;
      }
      const owner = options.value('owner');
      const group = options.value('group');
      const uid = owner === undefined ? stat.uid : (findUser(fs, owner)?.uid ?? (Number(owner) || 0));
      const gid = group === undefined ? stat.gid : (findGroup(fs, group)?.gid ?? (Number(group) || 0));
      const numeric = options.has('numeric-owner');
      const common = { name: stored, mode: stat.mode, uid, gid, mtime: (stat.mtime / NANO) * NANO, uname: numeric ? '' : (findUser(fs, uid)?.name ?? ''), gname: numeric ? '' : (findGroup(fs, gid)?.name ?? '') };
      const key = `${stat.dev}:${stat.ino}`;
      const earlier = stat.kind === 'file' && stat.nlink > 1 ? this.#links.get(key) : undefined;
      const entry: TarEntry = earlier !== undefined ? tarEntry({ ...common, kind: 'hardlink', linkname: earlier })
        : stat.kind === 'file' ? tarEntry({ ...common, kind: 'file', size: stat.size })
          : stat.kind === 'symlink' ? tarEntry({ ...common, kind: 'symlink', linkname: fs.readlink(path) })
            : stat.kind === 'char' || stat.kind === 'block' ? tarEntry({ ...common, kind: stat.kind, devmajor: stat.rdev >> 8, devminor: stat.rdev & 255 })
              : tarEntry({ ...common, kind: stat.kind === 'directory' ? 'directory' : 'fifo' });
      const segments = entry.kind === 'file' ? fs.data(path).extents.map((extent) => ({ offset: extent.offset, data: extent.bytes })) : [];
      if (stat.nlink > 1 && earlier === undefined) this.#links.set(key, stored);
      if (options.has('verbose')) yield* this.#report(options.count('verbose') > 1 ? this.#long(entry) : stored + (stat.kind === 'directory' ? '/' : ''), this.#archive === undefined ? 2 : 1);
      chunks.push(...encodeTarEntry(entry, segments));
      if (stat.kind !== 'directory' || options.has('no-recursion')) return;
      for (const child of fs.readdir(path).map((each) => each.name).sort()) yield* this.#proc.call(this.#add(`${name.replace(/\/+$/, '')}/${child}`, `${path.replace(/\/+$/, '')}/${child}`, chunks));
    } catch (error) {
      if (!isSysError(error)) throw error;
      this.exit = 2;
      yield* this.#proc.write(2, `tar: ${name}: Cannot ${error.code === 'EACCES' ? 'open' : 'stat'}: ${error.message}\n`);
    }
  }

  *#report(text: string, fd: number): Sys<void> {
    yield* this.#proc.write(fd, `${text}\n`);
  }

  #long(entry: TarEntry): string {
    const kind: FileKind = entry.kind === 'hardlink' ? 'file' : entry.kind;
    const numeric = this.#args.options.has('numeric-owner');
    const owner = `${(numeric ? '' : entry.uname) || entry.uid}/${(numeric ? '' : entry.gname) || entry.gid}`;
    const size = entry.kind === 'char' || entry.kind === 'block' ? `${entry.devmajor},${entry.devminor}` : String(entry.size);
    const mode = modeString(kind, entry.mode);
    const link = entry.kind === 'symlink' ? ` -> ${entry.linkname}` : entry.kind === 'hardlink' ? ` link to ${entry.linkname}` : '';
    return `${entry.kind === 'hardlink' ? `h${mode.slice(1)}` : mode} ${owner}${size.padStart(Math.max(19 - owner.length, size.length + 1))} ${strftime('%Y-%m-%d %H:%M', entry.mtime)} ${entry.name}${entry.kind === 'directory' ? '/' : ''}${link}`;
  }

  *read(): Sys<void> {
    const { options, mode } = this.#args;
    let bytes: Uint8Array;
    if (this.#archive === undefined) {
      if (this.#proc.isatty(0)) throw new TarFailure('Refusing to read archive contents from terminal (missing -f option?)');
      bytes = yield* readAll(this.#proc, 0);
    } else {
      try {
        bytes = this.#proc.readFile(this.#archive);
      } catch (error) {
        if (!isSysError(error)) throw error;
        // With -z GNU tar reads through a child, which fails first.
        const child = options.has('gzip') && this.#proc.variant !== 'busybox';
        throw child ? new TarFailure('Child returned status 2', true, `tar (child): ${this.#archive}: Cannot open: ${error.message}\ntar (child): Error is not recoverable: exiting now\n`) : new TarFailure(`${this.#archive}: Cannot open: ${error.message}`);
      }
    }
    if (isGzip(bytes)) {
      try {
        bytes = gunzip(bytes);
      } catch {
        throw new TarFailure('Child returned status 1', true, '\ngzip: stdin: unexpected end of file\n');
      }
    } else if (options.has('gzip')) throw new TarFailure('Child returned status 1', true, '\ngzip: stdin: not in gzip format\n');
    yield* this.#proc.step(bytes.length);
    const directory = this.#args.names.findLast((each) => each.directory !== undefined)?.directory;
    if (directory !== undefined && !(this.#proc.fs.exists(directory) && this.#proc.stat(directory).kind === 'directory')) throw new TarFailure(`${directory}: Cannot open: No such file or directory`);
    const wanted = this.#args.names.filter((each) => each.name !== '').map((each) => ({ name: each.name.replace(/\/+$/, ''), glob: globRegex(each.name.replace(/\/+$/, '')), found: false }));
    const strip = Number(options.value('strip-components') ?? 0);
    const times: { path: string; mtime: bigint }[] = [];
    try {
      for (const { entry, data } of members(bytes)) {
        yield* this.#proc.step();
        const plain = entry.name.replace(/\/+$/, '');
        if (wanted.length > 0) {
          const match = wanted.find((each) => plain === each.name || plain.startsWith(`${each.name}/`) || (options.has('wildcards') && each.glob.test(plain)));
          if (!match) continue;
          match.found = true;
        }
        if (this.#excluded(plain)) continue;
        if (mode === 'list' || options.has('verbose')) yield* this.#report((mode === 'list' ? options.has('verbose') : options.count('verbose') > 1) ? this.#long(entry) : plain + (entry.kind === 'directory' ? '/' : ''), mode !== 'list' && options.has('to-stdout') ? 2 : 1);
        if (mode === 'extract') yield* this.#extract(entry, data, directory ?? '.', strip, times);
      }
    } catch (error) {
      if (!(error instanceof TarError)) throw error;
      throw new TarFailure(bytes.length === 0 || bytes.length < 512 ? 'This does not look like a tar archive\ntar: Exiting with failure status due to previous errors' : 'This does not look like a tar archive\ntar: Skipping to next header\ntar: Exiting with failure status due to previous errors', false);
    }
    for (const { path, mtime } of times.reverse()) this.#proc.fs.utimes(path, mtime, mtime);
    for (const { name, found } of wanted) {
      if (found) continue;
      this.exit = 2;
      yield* this.#proc.write(2, `tar: ${name}: Not found in archive\n`);
    }
    if (this.exit !== 0) yield* this.#proc.write(2, 'tar: Exiting with failure status due to previous errors\n');
  }

  *#extract(entry: TarEntry, data: FileData, directory: string, strip: number, times: { path: string; mtime: bigint }[]): Sys<void> {
    const { options } = this.#args;
    if (options.has('to-stdout')) {
      if (entry.kind !== 'file') return;
      let at = 0;
      for (const extent of data.extents) {
        if (extent.offset > at) yield* this.#proc.write(1, new Uint8Array(extent.offset - at));
        yield* this.#proc.write(1, extent.bytes);
        at = extent.offset + extent.bytes.length;
      }
      if (data.size > at) yield* this.#proc.write(1, new Uint8Array(data.size - at));
      return;
    }
    let name = entry.name;
    if (name.startsWith('/') && !options.has('absolute-names')) yield* this.#note("Removing leading `/' from member names");
    const absolute = name.startsWith('/') && options.has('absolute-names');
    if (strip > 0) {
      const parts = name.split('/').filter((part) => part !== '' && part !== '.');
      if (parts.length <= strip) return;
      name = parts.slice(strip).join('/');
    }
    const { fs } = this.#proc;
    const { uid, gid } = fs.credentials;
    const own = uid !== 0 || options.has('no-same-owner');
    const base = absolute ? '/' : fs.realpath(directory);
    const umask = uid === 0 || options.has('preserve-permissions') ? 0 : fs.umask;
    const byName = uid === 0 && !options.has('numeric-owner') ? { uid: (entry.uname && findUser(fs, entry.uname)?.uid) || entry.uid, gid: (entry.gname && findGroup(fs, entry.gname)?.gid) || entry.gid } : {};
    const mtime = options.has('touch') ? this.#proc.realtime() : entry.mtime;
    const clean = name.replace(/^[/.]+\//, '').replace(/^\/+/, '').replace(/\/+$/, '');
    const path = `${base === '/' ? '' : base}/${clean}`;
    try {
      if (options.has('keep-old-files') && entry.kind !== 'directory' && fs.exists(path)) {
        this.exit = 2;
        yield* this.#proc.write(2, `tar: ${entry.name}: Cannot open: File exists\n`);
        return;
      }
      extractMember(fs, base, { ...entry, ...byName, name, mode: entry.mode & ~umask, mtime }, data, own ? { owner: { uid, gid } } : {});
      if (entry.kind === 'directory' && clean !== '') times.push({ path, mtime });
    } catch (error) {
      if (!isSysError(error)) throw error;
      this.exit = 2;
      yield* this.#proc.write(2, `tar: ${entry.name}: Cannot ${entry.kind === 'directory' ? 'mkdir' : 'open'}: ${error.message}\n`);
    }
  }
}
