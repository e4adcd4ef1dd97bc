/** The build context of the classic builder: a folder or stdin (docker/cli cli/command/image/build/context.go). */
import { PatternMatcher, readDockerignore } from '../../formats/dockerignore/dockerignore.ts';
import { tarEntry } from '../../formats/tar/entry.ts';
import { encodeTarEntry, TAR_END } from '../../formats/tar/writer.ts';
import { isSysError, strerror } from '../../kernel/errno.ts';
import type { Sys } from '../../kernel/sys.ts';
import { nextPiece, tarTree } from '../archive/write.ts';
import type { Cli } from '../cli.ts';
import { absolutePath } from '../container/volumes.ts';
import { StatusError } from '../errors.ts';

export interface BuildContext {
  /** Path of the Dockerfile in the context. */
  readonly dockerfile: string;
  next(): Sys<Uint8Array>;
}

const fail = (message: string): never => {
  throw new StatusError(message);
};

/** Throws StatusError as the real client words it. */
export function* openContext(cli: Cli, specified: string, dockerfileName: string): Sys<BuildContext> {
  if (specified === '-' && dockerfileName === '-') fail("invalid argument: can't use stdin for both build context and dockerfile");
  if (specified === '-') return yield* fromStdin(cli, dockerfileName);
  const folder = absolutePath(cli.proc.cwd, specified);
  if (cli.proc.fs.exists(folder)) return fromFolder(cli, folder, specified, dockerfileName);
  if (/^(?:https?|git):\/\/|^git@|\.git(?:#|$)/.test(specified)) fail('unable to prepare context: remote contexts of the classic builder are not simulated here');
  return fail(`unable to prepare context: path "${specified}" not found`);
}

function* fromStdin(cli: Cli, dockerfileName: string): Sys<BuildContext> {
  const first = yield* cli.proc.read(0);
  const isTar = new TextDecoder('latin1').decode(first.subarray(257, 262)) === 'ustar' || (first[0] === 0x1f && first[1] === 0x8b);
  if (isTar) {
    let pending: Uint8Array | undefined = first;
    return {
      dockerfile: dockerfileName,
      *next() {
        const piece = pending ?? (yield* cli.proc.read(0));
        pending = undefined;
        return piece;
      },
    };
  }
  if (dockerfileName !== '') fail('unable to prepare context: ambiguous Dockerfile source: both stdin and flag correspond to Dockerfiles');
  const parts: number[] = [];
  for (let piece = first; piece.length > 0; piece = yield* cli.proc.read(0)) parts.push(...piece);
  const data = Uint8Array.from(parts);
  return fromPieces('Dockerfile', [...encodeTarEntry(tarEntry({ name: 'Dockerfile', kind: 'file', mode: 0o600, size: data.length }), data), TAR_END]);
}

function fromPieces(dockerfile: string, pieces: readonly Uint8Array[]): BuildContext {
  const queue = pieces.filter((piece) => piece.length > 0);
  return {
    dockerfile,
    *next() {
      return queue.shift() ?? new Uint8Array(0);
    },
  };
}

function fromFolder(cli: Cli, folder: string, specified: string, dockerfileName: string): BuildContext {
  const { fs } = cli.proc;
  if (fs.stat(folder).kind !== 'directory') fail(`unable to prepare context: context must be a directory: ${specified}`);
  const dockerfile = dockerfilePath(cli, folder, dockerfileName);
  const ignoreFile = `${folder}/.dockerignore`;
  const patterns = fs.exists(ignoreFile) ? readDockerignore(fs.readText(ignoreFile)) : [];
  const matcher = compile(patterns);
  // The builder needs these two, whatever the patterns say.
  for (const needed of ['.dockerignore', dockerfile]) if (matcher.matches(needed)) patterns.push(`!${needed}`);
  const final = compile(patterns);
  const pieces = tarTree(fs, folder, '.', {
    skipRoot: true,
    asRoot: true,
    excludes: (path) => final.matchesOrParentMatches(path),
    descend: () => final.exclusions,
  });
  return {
    dockerfile,
    *next() {
      return nextPiece(pieces);
    },
  };
}

function compile(patterns: readonly string[]): PatternMatcher {
  try {
    return new PatternMatcher(patterns);
  } catch (error) {
    return fail(`error checking context: ${(error as Error).message}`);
  }
}

/** The Dockerfile's path relative to the context. */
function dockerfilePath(cli: Cli, folder: string, name: string): string {
  const { fs, cwd } = cli.proc;
  let path = name === '' ? `${folder}/Dockerfile` : absolutePath(cwd, name);
  if (name === '' && !fs.exists(path) && fs.exists(`${folder}/dockerfile`)) path = `${folder}/dockerfile`;
  try {
    path = fs.realpath(path);
  } catch (error) {
    if (!isSysError(error)) throw error;
    fail(`unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat ${firstMissing(cli, path)}: ${strerror(error.code).toLowerCase()}`);
  }
  const root = fs.realpath(folder);
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : fail('unable to prepare context: a Dockerfile outside of the context is not simulated here');
}

/** The first part of a path that does not exist. */
function firstMissing(cli: Cli, path: string): string {
  const parts = path.split('/').slice(1);
  for (let i = 1; i <= parts.length; i++) {
    const part = `/${parts.slice(0, i).join('/')}`;
    if (!cli.proc.fs.exists(part)) return part;
  }
  return path;
}
