/** Serves one connection: requests one after the other until the client closes, asks to, or takes the connection over. */
import type { Sys } from '../../kernel/sys.ts';
import { isSysError } from '../../kernel/errno.ts';
import { keepsAlive } from '../../formats/http/message.ts';
import type { RequestHead } from '../../formats/http/message.ts';
import { HttpSyntaxError, RequestReader } from '../../formats/http/reader.ts';
import { API_VERSION, ENGINE_VERSION, MIN_API_VERSION } from '../../api/version.ts';
import { DaemonError } from '../daemon.ts';
import type { Daemon } from '../daemon.ts';
import { log } from '../log.ts';
import { HttpContext } from './context.ts';
import { compareVersions } from './router.ts';
import type { RouteMatch, Router } from './router.ts';

/** Answers until the connection ends; closes the descriptor unless a route took it over. */
export function* serveConnection(daemon: Daemon, router: Router, fd: number): Sys<void> {
  const { proc } = daemon;
  const reader = new RequestReader();
  let owned = true;
  try {
    for (;;) {
      const head = yield* nextHead(daemon, reader, fd);
      if (!head) break;
      const context = yield* serve(daemon, router, fd, reader, head);
      if (context.hijacked) {
        owned = false;
        break;
      }
      while (!context.complete) yield* context.read();
      if (!keepsAlive(head)) break;
    }
  } catch (error) {
    if (error instanceof HttpSyntaxError) yield* refuse(daemon, fd, error);
    else if (!isSysError(error)) throw error;
  }
  if (owned) proc.close(fd);
}

function* nextHead(daemon: Daemon, reader: RequestReader, fd: number): Sys<RequestHead | undefined> {
  for (;;) {
    const event = reader.read();
    if (event?.type === 'head') return event.head;
    if (event !== undefined) continue;
    const data = yield* daemon.proc.read(fd);
    if (data.length === 0) return undefined;
    reader.push(data);
  }
}

function* refuse(daemon: Daemon, fd: number, error: HttpSyntaxError): Sys<void> {
  const text = error.status === 400 ? '400 Bad Request' : `${error.status} ${error.message}`;
  try {
    yield* daemon.proc.write(fd, `HTTP/1.1 ${text}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n${text}`);
  } catch (failure) {
    if (!isSysError(failure)) throw failure;
  }
}

function decodePath(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function* serve(daemon: Daemon, router: Router, fd: number, reader: RequestReader, head: RequestHead): Sys<HttpContext> {
  const question = head.target.indexOf('?');
  const path = decodePath(question < 0 ? head.target : head.target.slice(0, question));
  const match = router.find(head.method, path);
  const context = new HttpContext({
    daemon, fd, head, reader, path: match?.path ?? path, query: question < 0 ? '' : head.target.slice(question + 1),
    params: match?.params ?? {}, version: match?.version ?? API_VERSION, common: match ? commonHeaders(daemon) : {},
  });
  try {
    if (!match) throw new DaemonError(404, 'page not found');
    checkVersion(match);
    yield* match.route.handle(context);
    if (!context.answered) yield* context.reply(200);
  } catch (error) {
    if (isSysError(error, 'EPIPE', 'ECONNRESET') || error instanceof HttpSyntaxError || context.answered) throw error;
    const status = error instanceof DaemonError ? error.status : 500;
    if (!(error instanceof DaemonError)) yield* report(daemon, head, error as Error);
    while (!context.complete) yield* context.read();
    yield* replyError(context, match?.version, status, (error as Error).message);
  }
  return context;
}

/** Clients before API 1.24 get the message as plain text (moby httpstatus, httputils.WriteJSON). */
function* replyError(context: HttpContext, version: string | undefined, status: number, message: string): Sys<void> {
  if (status === 304) yield* context.reply(status);
  else if (version !== undefined && compareVersions(version, '1.24') < 0) {
    yield* context.reply(status, new TextEncoder().encode(`${message}\n`), { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' });
  } else yield* context.reply(status, { message });
}

/** A failure that no part of the daemon foresaw is in its log. */
function* report(daemon: Daemon, head: RequestHead, error: Error): Sys<void> {
  const trace = isSysError(error) ? error.message : (error.stack ?? error.message);
  yield* log(daemon.proc, 'error', `Handler for ${head.method} ${head.target} returned error: ${trace}`);
}

function commonHeaders(daemon: Daemon): Record<string, string> {
  return {
    'Api-Version': API_VERSION, 'Docker-Experimental': String(daemon.config.experimental), Ostype: 'linux', Server: `Docker/${ENGINE_VERSION} (linux)`,
  };
}

/** moby's version middleware. */
function checkVersion(match: RouteMatch): void {
  const { version } = match;
  if (version === undefined) return;
  if (compareVersions(version, MIN_API_VERSION) < 0) {
    throw new DaemonError(400, `client version ${version} is too old. Minimum supported API version is ${MIN_API_VERSION}, please upgrade your client to a newer version`);
  }
  if (compareVersions(version, API_VERSION) > 0) {
    throw new DaemonError(400, `client version ${version} is too new. Maximum supported API version is ${API_VERSION}`);
  }
}
