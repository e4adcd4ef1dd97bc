/** BusyBox's wget. */
import type { ResponseHead } from '../../formats/http/message.ts';
import { isSysError } from '../../kernel/errno.ts';
import { ResolveError, resolve } from '../../kernel/net/resolver.ts';
import { TlsError, certificateProblem, tlsConnect } from '../../kernel/net/tls.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { OptionError, parseOptions } from '../options.ts';
import type { Option, ParsedOptions } from '../options.ts';
import { base64 } from './base64.ts';
import { connectAny } from './dial.ts';
import { FetchError, fetchOnce } from './fetch.ts';
import { fileNameOf, hostPort, parseUrl, resolveLocation } from './url.ts';
import type { ClientUrl } from './url.ts';

const SECOND = 1e9;

const OPTIONS: readonly Option[] = [
  { short: 'c', long: 'continue' }, { short: 'q', long: 'quiet' }, { short: 'S', long: 'server-response' }, { short: 'O', long: 'output-document', argument: 'FILE' }, { short: 'o', long: 'output-file', argument: 'FILE' },
  { short: 'P', long: 'directory-prefix', argument: 'DIR' }, { short: 'T', long: 'timeout', argument: 'SEC' }, { short: 't', long: 'tries', argument: 'N' }, { short: 'U', long: 'user-agent', argument: 'STR' },
  { short: 'Y', long: 'proxy', argument: 'on/off' }, { long: 'spider' }, { long: 'header', argument: 'STR' }, { long: 'post-data', argument: 'STR' }, { long: 'post-file', argument: 'FILE' }, { long: 'no-check-certificate' },
  { short: 'n', argument: 'X' }, { long: 'help' },
];

const USAGE = `BusyBox v1.37.0 (2025-05-26 20:04:45 UTC) multi-call binary.

Usage: wget [-cqS] [--spider] [-O FILE] [-o LOGFILE] [--header STR]
	[--post-data STR | --post-file FILE] [-Y on/off]
	[--no-check-certificate] [-P DIR] [-U AGENT] [-T SEC] URL...

Retrieve files via HTTP or FTP

	--spider	Only check URL existence: $? is 0 if exists
	--header STR	Add STR (of form 'header: value') to headers
	--post-data STR	Send STR using POST method
	--post-file FILE	Send FILE using POST method
	--no-check-certificate	Don't validate the server's certificate
	-c		Continue retrieval of aborted transfer
	-q		Quiet
	-P DIR		Save to DIR (default .)
	-S    		Show server response
	-T SEC		Network read timeout is SEC seconds
	-O FILE		Save to FILE ('-' for stdout)
	-o LOGFILE	Log messages to FILE
	-U STR		Use STR for User-Agent header
	-Y on/off	Use proxy
`;

/** Ends the program with `wget: message` and code 1. */
class Death extends Error {}

export function* busyboxWget(proc: Proc): Sys<number> {
  try {
    const options = parseOptions(proc.argv.slice(1), OPTIONS, { busybox: true });
    if (options.has('help') || options.operands.length === 0) {
      yield* proc.write(options.has('help') ? 1 : 2, USAGE);
      return options.has('help') ? 0 : 1;
    }
    for (const text of options.operands) yield* download(proc, options, text);
    return 0;
  } catch (error) {
    if (error instanceof OptionError) {
      yield* proc.write(2, `wget: ${error.message}\n${USAGE}`);
      return 1;
    }
    if (!(error instanceof Death)) throw error;
    yield* proc.write(2, `wget: ${error.message}\n`);
    return 1;
  }
}

function* download(proc: Proc, options: ParsedOptions, text: string): Sys<void> {
  const say = function* (line: string): Sys<void> {
    if (!options.has('quiet')) yield* proc.write(2, line);
  };
  let url = read(text);
  const name = fileNameOf(url) || 'index.html';
  for (let redirects = 0; ; redirects++) {
    if (redirects > 5) throw new Death('too many redirections');
    const head = yield* once(proc, options, url, name, say);
    const location = head.headers.get('location');
    if (head.status < 300 || head.status >= 400 || location === undefined) return;
    url = read(resolveLocation(url, location));
  }
}

function read(text: string): ClientUrl {
  const url = parseUrl(text);
  if (!url) throw new Death(`bad address '${text}'`);
  if (url.scheme !== 'http' && url.scheme !== 'https') throw new Death(`not an http or ftp url: ${text}`);
  return url;
}

function* once(proc: Proc, options: ParsedOptions, url: ClientUrl, name: string, say: (line: string) => Sys<void>): Sys<ResponseHead> {
  const fd = yield* connect(proc, url, say);
  const timeout = (Number(options.value('timeout') ?? 0) || 900) * SECOND;
  const out = new Output(proc, options, name);
  let head: ResponseHead | undefined;
  const spider = options.has('spider');
  try {
    if (url.scheme === 'https') {
      const problem = certificateProblem(yield* tlsConnect(proc, fd, url.host), url.host);
      if (problem && !options.has('no-check-certificate')) throw new Death('TLS error from peer (alert code 48): unknown CA');
    }
    yield* fetchOnce(proc, fd, options.has('post-data') ? 'POST' : spider ? 'HEAD' : 'GET', request(options, url, proc), timeout, {
      *head(answer) {
        head = answer;
        if (options.has('server-response')) yield* proc.write(2, `  HTTP/${answer.version} ${answer.status} ${answer.reason}\n${[...answer.headers].map(([field, value]) => `  ${field}: ${value}\n`).join('')}`);
        if (answer.status >= 400) throw new Death(`server returned error: HTTP/${answer.version} ${answer.status} ${answer.reason}`);
        if (answer.status < 300 && !spider) yield* out.begin(say);
      },
      *data(bytes) {
        if (head && head.status < 300) yield* out.write(bytes);
      },
    });
    if (head && head.status < 300) {
      if (spider) yield* say('remote file exists\n');
      else yield* out.finish(say);
    }
  } catch (error) {
    if (error instanceof TlsError) throw new Death(error.kind === 'ended' ? 'error getting response' : 'TLS error: not a handshake record');
    if (error instanceof FetchError) throw new Death(error.kind === 'timeout' ? 'download timed out' : error.kind === 'cut' ? 'connection closed prematurely' : 'error getting response');
    if (isSysError(error, 'ECONNRESET')) throw new Death(head ? 'read error: Connection reset by peer' : 'error getting response: Connection reset by peer');
    if (isSysError(error)) throw new Death(`write error: ${error.message}`);
    throw error;
  } finally {
    proc.close(fd);
    out.close();
  }
  if (!head) throw new Death('error getting response');
  return head;
}

function* connect(proc: Proc, url: ClientUrl, say: (line: string) => Sys<void>): Sys<number> {
  let addresses: string[];
  try {
    addresses = yield* resolve(proc, url.host);
  } catch (error) {
    if (!(error instanceof ResolveError)) throw error;
    throw new Death(`bad address '${url.explicitPort ? hostPort(url) : url.host}'`);
  }
  const [address = ''] = addresses;
  const shown = address.includes(':') ? `[${address}]` : address;
  yield* say(`Connecting to ${url.explicitPort ? hostPort(url) : url.host} (${shown}:${url.port})\n`);
  try {
    return (yield* connectAny(proc, [address], url.port)).fd;
  } catch (error) {
    if (!isSysError(error)) throw error;
    throw new Death(`can't connect to remote host (${address}): ${error.code === 'EHOSTUNREACH' ? 'Host is unreachable' : error.code === 'ETIMEDOUT' ? 'Operation timed out' : error.code === 'ENETUNREACH' ? 'Network unreachable' : error.message}`);
  }
}

function request(options: ParsedOptions, url: ClientUrl, proc: Proc): string {
  const file = options.value('post-file');
  const post = options.value('post-data') ?? (file === undefined ? undefined : proc.readText(file));
  let text = `${post !== undefined ? 'POST' : options.has('spider') ? 'HEAD' : 'GET'} ${url.target} HTTP/1.1\r\nHost: ${hostPort(url)}\r\nUser-Agent: ${options.value('user-agent') ?? 'Wget'}\r\nConnection: close\r\n`;
  if (url.user !== undefined) text += `Authorization: Basic ${base64(`${url.user}:${url.password ?? ''}`)}\r\n`;
  for (const header of options.values('header')) text += `${header}\r\n`;
  if (post !== undefined) text += `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${new TextEncoder().encode(post).length}\r\n`;
  return `${text}\r\n${post ?? ''}`;
}

class Output {
  readonly #proc: Proc;
  readonly #options: ParsedOptions;
  readonly #name: string;
  #fd: number | undefined;
  #received = 0;

  constructor(proc: Proc, options: ParsedOptions, name: string) {
    this.#proc = proc;
    this.#options = options;
    const prefix = options.value('directory-prefix');
    this.#name = options.value('output-document') ?? (prefix === undefined ? name : `${prefix}/${name}`);
  }

  *begin(say: (line: string) => Sys<void>): Sys<void> {
    if (this.#name === '-') this.#fd = 1;
    else {
      try {
        this.#fd = this.#proc.open(this.#name, { write: true, create: true, ...(this.#options.has('output-document') || this.#options.has('continue') ? { truncate: true } : { exclusive: true }) }, 0o666);
      } catch (error) {
        if (!isSysError(error)) throw error;
        throw new Death(`can't open '${this.#name}': ${error.message}`);
      }
    }
    yield* say(this.#name === '-' ? 'writing to stdout\n' : `saving to '${this.#name}'\n`);
  }

  *write(bytes: Uint8Array): Sys<void> {
    this.#received += bytes.length;
    yield* this.#proc.write(this.#fd ?? 1, bytes);
  }

  *finish(say: (line: string) => Sys<void>): Sys<void> {
    const base = this.#name.slice(this.#name.lastIndexOf('/') + 1);
    const size = this.#received < 100_000 ? String(this.#received) : `${Math.floor(this.#received / 1024)}k`;
    yield* say(`${base.padEnd(20).slice(0, 20)} 100% |${'*'.repeat(32)}| ${size.padStart(5)}  0:00:00 ETA\n`);
    yield* say(this.#name === '-' ? 'written to stdout\n' : `'${this.#name}' saved\n`);
  }

  close(): void {
    if (this.#fd !== undefined && this.#fd !== 1) this.#proc.close(this.#fd);
    this.#fd = undefined;
  }
}
