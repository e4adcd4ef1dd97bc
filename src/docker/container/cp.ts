/** `docker container cp` (https://docs.docker.com/reference/cli/docker/container/cp/) */
import type { PathStat } from '../../api/container.ts';
import { humanSizeWithPrecision } from '../../formats/go-units/size.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { extract } from '../archive/extract.ts';
import { destinationInfo, localPath, plan, rebase, sourceInfo, splitPath, type CopyInfo } from '../archive/paths.ts';
import { nextPiece, tarTree } from '../archive/write.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Response } from '../client/response.ts';
import type { Command } from '../command.ts';
import { fileNames } from '../completions.ts';
import { StatusError } from '../errors.ts';

export const command: Command = {
  use: 'cp [OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-\n\tdocker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH',
  short: 'Copy files/folders between a container and the local filesystem',
  long: `Copy files/folders between a container and the local filesystem\n\nUse '-' as the source to read a tar archive from stdin\nand extract it to a directory destination in a container.\nUse '-' as the destination to stream a tar archive of a\ncontainer source to stdout.`,
  aliasLine: 'docker container cp, docker cp',
  args: exactArgs(2),
  flags: [
    { name: 'archive', short: 'a', value: bool(), usage: 'Archive mode (copy all uid/gid information)' },
    { name: 'follow-link', short: 'L', value: bool(), usage: 'Always follow symbol link in SRC_PATH' },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Suppress progress output during copy. Progress output is automatically suppressed if no terminal is attached' },
  ],
  complete: fileNames,
  run,
};

/** Bits of Go's os.FileMode. */
const DIRECTORY = 0x8000_0000;
const SYMLINK = 0x0800_0000;
const SPECIAL = 0x0400_0000 | 0x0200_0000 | 0x0100_0000 | 0x0020_0000;

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  const [source = '', destination = ''] = args;
  if (source === '') throw new StatusError('source can not be empty');
  if (destination === '') throw new StatusError('destination can not be empty');
  const from = splitArgument(source);
  const to = splitArgument(destination);
  if (from.container !== '' && to.container !== '') throw new StatusError('copying between containers is not supported');
  if (from.container === '' && to.container === '') throw new StatusError('must specify at least one container source');
  // Progress is for people: without a terminal nothing is said.
  const quiet = flags.changed('quiet') ? flags.bool('quiet') : !cli.isTerminal(2);
  if (from.container !== '') yield* copyFrom(cli, from, to.path, flags, quiet);
  else yield* copyTo(cli, from.path, to, flags, quiet);
  return 0;
}

interface Place { readonly container: string; readonly path: string }

/** `CONTAINER:PATH`; a path that begins with / or . is local. */
function splitArgument(text: string): Place {
  const at = text.indexOf(':');
  if (text.startsWith('/') || at < 0 || text.slice(0, at).startsWith('.')) return { container: '', path: text };
  return { container: text.slice(0, at), path: text.slice(at + 1) };
}

const show = (bytes: number): string => humanSizeWithPrecision(bytes, 3);

/** Draws the line that the result will replace. */
function* begin(cli: Cli, quiet: boolean, header: string): Sys<void> {
  if (!quiet && cli.isTerminal(2)) yield* cli.err(`\x1b[sPreparing to copy...\x1b[?25l\x1b[u\x1b[2K${header}${show(0)}`);
}
function* finish(cli: Cli, quiet: boolean, bytes: number, where: string): Sys<void> {
  if (quiet) return;
  if (cli.isTerminal(2)) yield* cli.err('\x1b[?25h\x1b[u\x1b[2K');
  yield* cli.err(`Successfully copied ${show(bytes)} to ${where}\n`);
}

function readStat(response: Response): PathStat {
  const text = response.headers.get('X-Docker-Container-Path-Stat') ?? '';
  try {
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)))) as PathStat;
  } catch {
    throw new StatusError('unable to get resource stat from response: EOF');
  }
}

function* statPath(cli: Cli, place: Place): Sys<PathStat> {
  const response = yield* cli.client.request({ method: 'HEAD', path: `/containers/${place.container}/archive`, query: { path: place.path } });
  response.close();
  return readStat(response);
}

/** The target of a link, from the folder that the link is in. */
const linkTarget = (path: string, target: string): string => (target.startsWith('/') ? target : `${splitPath(path)[0]}/${target}`);

function* copyFrom(cli: Cli, from: Place, to: string, flags: FlagSet, quiet: boolean): Sys<void> {
  const { fs, cwd } = cli.proc;
  const toStdout = to === '-';
  const destination = toStdout ? undefined : destinationInfo(fs, localPath(cwd, to));
  let source: CopyInfo = { path: from.path, exists: true, isDir: false };
  if (flags.bool('follow-link')) {
    const stat = yield* statPath(cli, from);
    if ((stat.mode & SYMLINK) !== 0) source = { ...source, path: linkTarget(from.path, stat.linkTarget), rebase: splitPath(from.path)[1] };
  }
  const response = yield* cli.client.request({ method: 'GET', path: `/containers/${from.container}/archive`, query: { path: source.path } });
  if (destination === undefined) {
    for (let piece = yield* response.read(); piece.length > 0; piece = yield* response.read()) yield* cli.out(piece);
    return;
  }
  source = { ...source, isDir: readStat(response).mode >= DIRECTORY };
  let copied = 0;
  yield* begin(cli, quiet, 'Copying from container - ');
  const read = function* read(): Sys<Uint8Array> {
    const piece = yield* response.read();
    copied += piece.length;
    return piece;
  };
  const { folder, rename } = plan(source, destination);
  const first = source.rebase === undefined ? (name: string) => name : rebase(splitPath(source.path)[1], source.rebase);
  yield* extract(fs, read, folder, (name) => rename(first(name)));
  while ((yield* read()).length > 0);
  yield* finish(cli, quiet, copied, destination.path);
}

function* copyTo(cli: Cli, from: string, to: Place, flags: FlagSet, quiet: boolean): Sys<void> {
  const { fs, cwd } = cli.proc;
  const local = from === '-' ? undefined : localPath(cwd, from);
  let destination: CopyInfo = { path: to.path, exists: false, isDir: false };
  try {
    let stat = yield* statPath(cli, to);
    if ((stat.mode & SYMLINK) !== 0) {
      destination = { ...destination, path: linkTarget(to.path, stat.linkTarget) };
      stat = yield* statPath(cli, { ...to, path: destination.path });
    }
    if ((stat.mode & SPECIAL) !== 0) {
      throw new StatusError(`destination "${to.container}:${to.path}" must be a directory or a regular file: got a ${(stat.mode & 0x0020_0000) !== 0 ? 'character device' : 'device'}`);
    }
    destination = { ...destination, exists: true, isDir: stat.mode >= DIRECTORY };
  } catch (error) {
    // What is not there will be made; other failures show when the archive is sent.
    if (!(error instanceof StatusError) || error.message.startsWith('destination ')) throw error;
  }
  let copied = 0;
  let body: () => Sys<Uint8Array>;
  let { path: folder } = destination;
  if (local === undefined) {
    if (!destination.isDir) throw new StatusError(`destination "${to.container}:${to.path}" must be a directory`);
    body = () => cli.proc.read(0);
  } else {
    const source = sourceInfo(fs, local, flags.bool('follow-link'));
    const [root, base] = splitPath(source.path);
    const planned = plan(source, destination);
    ({ folder } = planned);
    const first = source.rebase === undefined ? (name: string) => name : rebase(base, source.rebase);
    // The content of `folder/.` is archived below `.`, so that there is a first part to rename.
    const archived = (name: string): string => (base === '.' && name !== '.' ? `./${name}` : name);
    const pieces = tarTree(fs, root, base, { rename: (name) => planned.rename(first(archived(name))) });
    body = function* next(): Sys<Uint8Array> {
      const piece = nextPiece(pieces);
      copied += piece.length;
      return piece;
    };
  }
  const speaks = quiet || local === undefined;
  yield* begin(cli, speaks, 'Copying to container - ');
  const response = yield* cli.client.request({
    method: 'PUT',
    path: `/containers/${to.container}/archive`,
    query: { path: folder, noOverwriteDirNonDir: 'true', copyUIDGID: flags.bool('archive') ? 'true' : undefined },
    body,
  });
  yield* response.bytes();
  yield* finish(cli, quiet, copied, `${to.container}:${destination.path}`);
}
