/** Redirections: applied to the descriptors of the process, and undone for builtins and compound commands. */
import { runCompound } from './compound.ts';
import { compileHereText } from '../expand/compile.ts';
import { expandString, expandTarget, expandToString } from '../expand/expand.ts';
import { closeSubstitutions } from './substitution.ts';
import { CommandFailed } from '../errors.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { OpenFlags } from '../../kernel/fs/types.ts';
import type { HereDoc, Redirect, Redirected, Redirection } from '../parse.ts';

/** Where a descriptor was kept: `saved` undefined means that it was closed before. */
export interface Undo { readonly fd: number; readonly saved: number | undefined }

/** Descriptors from here on belong to the shell itself. */
const OWN = 10;

const FLAGS: Readonly<Record<string, OpenFlags>> = {
  '<': { read: true }, '>': { write: true, create: true, truncate: true }, '>|': { write: true, create: true, truncate: true },
  '>>': { write: true, create: true, append: true }, '<>': { read: true, write: true, create: true }, '&>': { write: true, create: true, truncate: true },
  '&>>': { write: true, create: true, append: true },
};

/** Applies redirections from left to right. With `undo` what they replace is kept. An error is reported: CommandFailed with status 1. */
export function* applyRedirects(sh: Shell, redirects: readonly Redirection[], undo?: Undo[]): Sys<void> {
  for (const redirect of redirects) {
    if (redirect.type === 'HereDoc') yield* hereDocument(sh, redirect, undo);
    else if (redirect.type === 'HereString') {
      const text = redirect.target ? yield* expandString(sh, redirect.target) : '';
      yield* provide(sh, redirect, `${text}\n`, undo);
    } else yield* redirectFile(sh, redirect, undo);
  }
}

/** Puts back what `applyRedirects` replaced. */
export function undoRedirects(sh: Shell, undo: readonly Undo[]): void {
  for (let i = undo.length - 1; i >= 0; i--) {
    const { fd, saved } = undo[i] as Undo;
    if (saved === undefined) close(sh, fd);
    else {
      sh.proc.dup2(saved, fd);
      sh.proc.close(saved);
    }
  }
}

/** A compound command with redirections. */
export function* runRedirected(sh: Shell, node: Redirected): Sys<number> {
  const undo: Undo[] = [];
  try {
    yield* applyRedirects(sh, node.redirects, undo);
    return yield* runCompound(sh, node.command);
  } catch (error) {
    if (error instanceof CommandFailed && !error.fatal && error.redirection) return error.status;
    throw error;
  } finally {
    undoRedirects(sh, undo);
    closeSubstitutions(sh);
  }
}

function* redirectFailure(sh: Shell, message: string): Sys<never> {
  yield* sh.warn(message);
  const error = new CommandFailed(sh.dialect === 'dash' ? 2 : 1, false);
  error.redirection = true;
  throw error;
}

function* hereDocument(sh: Shell, node: HereDoc, undo: Undo[] | undefined): Sys<void> {
  let text = node.body.text;
  if (node.closing === undefined && sh.isBash) {
    const last = sh.source.lineAt(sh.source.text.length) - (sh.source.text.endsWith('\n') ? 1 : 0);
    yield* sh.proc.write(2, `${sh.interactive ? 'bash' : `${sh.source.name}: line ${last}`}: warning: here-document at line ${sh.source.lineAt(node.pos)} delimited by end-of-file (wanted \`${node.delimiter?.value ?? ''}')\n`);
    if (!text.endsWith('\n') && text !== '') text += '\n';
  }
  if (node.operator === '<<-') text = text.replace(/^\t+/gm, '');
  if (!node.delimiter?.quoted) text = yield* expandToString(sh, node.operator === '<<-' ? compileHereText(text) : compileHereText(text, node.body.parts));
  yield* provide(sh, node, text, undo);
}

/** Makes a descriptor that reads `text`: a pipe, or a file without a name when it does not fit into one. */
function* provide(sh: Shell, node: Redirection, text: string, undo: Undo[] | undefined): Sys<void> {
  const bytes = new TextEncoder().encode(text);
  let fd: number;
  if (bytes.length < 65_536) {
    const [read, write] = sh.proc.pipe();
    yield* sh.proc.write(write, bytes);
    sh.proc.close(write);
    fd = read;
  } else {
    const path = `/tmp/sh-thd.${sh.proc.pid}.${sh.proc.fds().length}`;
    try {
      sh.proc.writeFile(path, bytes, 0o600);
      fd = sh.proc.open(path, { read: true });
      sh.proc.fs.unlink(path);
    } catch (error) {
      if (!isSysError(error)) throw error;
      return yield* redirectFailure(sh, `cannot create temp file for here-document: ${error.message}`);
    }
  }
  yield* place(sh, node, fd, 0, undo);
}

/** Installs an open descriptor as the redirection's own, or as a new one for `{name}>file`. */
function* place(sh: Shell, node: Redirection, fd: number, standard: number, undo: Undo[] | undefined): Sys<void> {
  if (node.descriptor?.type === 'FileDescriptorVariable') {
    const target = fd >= OWN ? fd : sh.proc.dup(fd, OWN);
    if (target !== fd) sh.proc.close(fd);
    sh.proc.setCloseOnExec(target, false);
    sh.vars.set(node.descriptor.name, String(target));
    return;
  }
  const target = node.descriptor?.value ?? standard;
  if (target === fd) {
    undo?.push({ fd, saved: undefined });
    return;
  }
  save(sh, target, undo);
  sh.proc.dup2(fd, target);
  sh.proc.close(fd);
}

function save(sh: Shell, fd: number, undo: Undo[] | undefined): void {
  if (undo === undefined) return;
  let saved: number | undefined;
  try {
    saved = sh.proc.dup(fd, OWN);
    sh.proc.setCloseOnExec(saved, true);
  } catch (error) {
    if (!isSysError(error, 'EBADF')) throw error;
  }
  undo.push({ fd, saved });
}

function close(sh: Shell, fd: number): void {
  try {
    sh.proc.close(fd);
  } catch (error) {
    if (!isSysError(error, 'EBADF')) throw error;
  }
}

function* redirectFile(sh: Shell, node: Redirect, undo: Undo[] | undefined): Sys<void> {
  if (node.target === undefined) return;
  const path = yield* expandTarget(sh, node.target);
  if (path === undefined) return yield* redirectFailure(sh, `${node.target.text}: ambiguous redirect`);
  const { operator } = node;
  if (operator === '<&' || operator === '>&') {
    if (path === '-' || /^\d+-?$/.test(path)) return yield* duplicate(sh, node, path, undo);
    if (operator === '<&' || node.descriptor !== undefined) return yield* redirectFailure(sh, `${node.target.text}: ambiguous redirect`);
  }
  const both = operator === '&>' || operator === '&>>' || operator === '>&';
  const fd = yield* openTarget(sh, path, operator === '>&' ? '>' : operator);
  yield* place(sh, node, fd, operator.startsWith('<') ? 0 : 1, undo);
  if (both) {
    save(sh, 2, undo);
    sh.proc.dup2(1, 2);
  }
}

function* duplicate(sh: Shell, node: Redirect, spec: string, undo: Undo[] | undefined): Sys<void> {
  const standard = node.operator === '<&' ? 0 : 1;
  if (node.descriptor?.type === 'FileDescriptorVariable') {
    const name = node.descriptor.name;
    if (spec === '-') return close(sh, Number(sh.vars.get(name)));
    sh.vars.set(name, String(sh.proc.dup(Number(spec.replace('-', '')), OWN)));
    return;
  }
  const target = node.descriptor?.value ?? standard;
  if (spec === '-') {
    save(sh, target, undo);
    return close(sh, target);
  }
  const from = Number(spec.replace('-', ''));
  if (!sh.proc.fds().includes(from)) return yield* redirectFailure(sh, `${from}: Bad file descriptor`);
  if (from === target) return;
  save(sh, target, undo);
  sh.proc.dup2(from, target);
  if (spec.endsWith('-')) {
    save(sh, from, undo);
    close(sh, from);
  }
}

function* openTarget(sh: Shell, path: string, operator: string): Sys<number> {
  const standard = /^\/dev\/(?:fd\/(\d+)|stdin|stdout|stderr)$/.exec(path);
  if (standard) {
    const fd = standard[1] !== undefined ? Number(standard[1]) : ['stdin', 'stdout', 'stderr'].indexOf(path.slice(5));
    try {
      return sh.proc.dup(fd, OWN);
    } catch (error) {
      if (!isSysError(error)) throw error;
      return yield* redirectFailure(sh, `${path}: No such file or directory`);
    }
  }
  if (sh.option('noclobber') && (operator === '>' || operator === '&>') && isRegularFile(sh, path)) {
    return yield* redirectFailure(sh, sh.isBash ? `${path}: cannot overwrite existing file` : `cannot create ${path}: File exists`);
  }
  try {
    const fd = sh.proc.open(path, FLAGS[operator] as OpenFlags, 0o666);
    if (fd >= OWN) return fd;
    const high = sh.proc.dup(fd, OWN);
    sh.proc.close(fd);
    return high;
  } catch (error) {
    if (!isSysError(error)) throw error;
    if (sh.isBash) return yield* redirectFailure(sh, `${path}: ${error.message}`);
    const verb = operator === '<' ? 'open' : 'create';
    const reason = sh.dialect === 'dash' && error.code === 'ENOENT' ? (operator === '<' ? 'No such file' : 'Directory nonexistent') : error.code === 'ENOENT' && operator !== '<' ? 'nonexistent directory' : error.code === 'ENOENT' ? 'no such file' : error.message;
    return yield* redirectFailure(sh, sh.dialect === 'dash' ? `cannot ${verb} ${path}: ${reason}` : `can't ${verb} ${path}: ${reason}`);
  }
}

function isRegularFile(sh: Shell, path: string): boolean {
  try {
    return sh.proc.stat(path).kind === 'file';
  } catch (error) {
    if (isSysError(error)) return false;
    throw error;
  }
}
