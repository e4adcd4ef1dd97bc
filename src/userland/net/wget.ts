/** wget(1): GNU Wget, or BusyBox's by the variant of the executable. */
import type { ResponseHead } from '../../formats/http/message.ts';
import { isSysError } from '../../kernel/errno.ts';
import { ResolveError } from '../../kernel/net/resolver.ts';
import { TlsError, certificateProblem, tlsConnect } from '../../kernel/net/tls.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { strftime } from '../dates.ts';
import { OptionError, parseOptions } from '../options.ts';
import type { Option, ParsedOptions } from '../options.ts';
import { addressesOf, connectAny } from './dial.ts';
import { FetchError, fetchOnce } from './fetch.ts';
import { fileNameOf, formatUrl, hostPort, parseUrl, resolveLocation } from './url.ts';
import type { ClientUrl } from './url.ts';
import { busyboxWget } from './wget-busybox.ts';

const SECOND = 1e9;

const OPTIONS: readonly Option[] = [
  { short: 'q', long: 'quiet' }, { short: 'v', long: 'verbose' }, { long: 'no-verbose' }, { short: 'O', long: 'output-document', argument: 'FILE' }, { short: 'o', long: 'output-file', argument: 'FILE' },
  { short: 'S', long: 'server-response' }, { long: 'spider' }, { short: 'T', long: 'timeout', argument: 'SECONDS' }, { long: 'connect-timeout', argument: 'SECONDS' }, { long: 'read-timeout', argument: 'SECONDS' },
  { short: 't', long: 'tries', argument: 'NUMBER' }, { long: 'retry-connrefused' }, { long: 'no-check-certificate' }, { long: 'post-data', argument: 'STRING' }, { long: 'header', argument: 'STRING' },
  { short: 'U', long: 'user-agent', argument: 'AGENT' }, { short: 'P', long: 'directory-prefix', argument: 'PREFIX' }, { long: 'max-redirect', argument: 'NUMBER' }, { long: 'show-progress' }, { long: 'progress', argument: 'TYPE' },
  { short: 'c', long: 'continue' }, { short: '4', long: 'inet4-only' }, { short: '6', long: 'inet6-only' }, { long: 'content-on-error' }, { long: 'user', argument: 'USER' }, { long: 'password', argument: 'PASS' },
  { long: 'method', argument: 'HTTPMethod' }, { long: 'body-data', argument: 'STRING' }, { short: 'h', long: 'help' }, { short: 'V', long: 'version' }, { short: 'n', argument: 'X' }, { long: 'no-clobber' }, { long: 'waitretry', argument: 'SECONDS' },
];

/** The end of a download with an exit code of the manual: 4 network, 5 certificate, 8 an error of the server. */
class Stop extends Error {
  readonly code: number;
  constructor(code: number) {
    super();
    this.code = code;
  }
}

export const wget: Program = {
  name: 'wget',
  *main(proc) {
    if (proc.variant === 'busybox') return yield* busyboxWget(proc);
    let options: ParsedOptions;
    try {
      options = parseOptions(proc.argv.slice(1), OPTIONS);
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      yield* proc.write(2, `wget: ${error.message}\nUsage: wget [OPTION]... [URL]...\n\nTry \`wget --help' for more options.\n`);
      return 2;
    }
    if (options.has('version')) {
      yield* proc.write(1, 'GNU Wget 1.21.3 built on linux-gnu.\n');
      return 0;
    }
    if (options.has('help')) {
      yield* proc.write(1, `GNU Wget 1.21.3, a non-interactive network retriever.\nUsage: wget [OPTION]... [URL]...\n\n${OPTIONS.filter((option) => option.long).map((option) => `  ${option.short ? `-${option.short}, ` : '    '} --${option.long}${option.argument ? `=${option.argument}` : ''}\n`).join('')}`);
      return 0;
    }
    if (options.operands.length === 0) {
      yield* proc.write(2, "wget: missing URL\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n");
      return 1;
    }
    let exit = 0;
    for (const text of options.operands) {
      try {
        yield* new Download(proc, options).run(text);
      } catch (error) {
        if (!(error instanceof Stop)) throw error;
        exit = error.code;
      }
    }
    return exit;
  },
};

class Download {
  readonly #proc: Proc;
  readonly #options: ParsedOptions;
  readonly #quiet: boolean;
  readonly #terse: boolean;
  readonly #log: number;

  constructor(proc: Proc, options: ParsedOptions) {
    this.#proc = proc;
    this.#options = options;
    this.#terse = options.has('no-verbose') || options.values('n').includes('v');
    this.#quiet = options.has('quiet') || this.#terse;
    const file = options.value('output-file');
    this.#log = file === undefined ? 2 : proc.open(file, { write: true, create: true, truncate: true }, 0o644);
  }

  *#say(text: string): Sys<void> {
    if (!this.#quiet) yield* this.#proc.write(this.#log, text);
  }

  /** What is said with -nv too. */
  *#warn(text: string): Sys<void> {
    if (!this.#options.has('quiet')) yield* this.#proc.write(this.#log, text);
  }

  #stamp(): string {
    return strftime('%Y-%m-%d %H:%M:%S', this.#proc.realtime());
  }

  *run(text: string): Sys<void> {
    let url = parseUrl(text);
    if (!url || !['http', 'https'].includes(url.scheme)) {
      yield* this.#warn(`${text}: Unsupported scheme ‘${/^([^:]*):/.exec(text)?.[1] ?? ''}’.\n`);
      throw new Stop(1);
    }
    const tries = Number(this.#options.value('tries') ?? 20) || Infinity;
    if (this.#options.has('spider')) yield* this.#say('Spider mode enabled. Check if remote file exists.\n');
    let redirects = 0;
    for (let attempt = 1; ; ) {
      yield* this.#say(`--${this.#stamp()}--  ${attempt > 1 ? `(try:${String(attempt).padStart(2)})  ` : ''}${formatUrl(url)}\n`);
      const outcome = yield* this.#once(url);
      if (outcome === 'retry') {
        if (attempt >= tries) {
          yield* this.#say('Giving up.\n\n');
          throw new Stop(4);
        }
        yield* this.#say('Retrying.\n\n');
        yield* this.#proc.sleep(Math.min(attempt, 10) * SECOND);
        attempt++;
        continue;
      }
      if (outcome === undefined) return;
      if (++redirects > Number(this.#options.value('max-redirect') ?? 20)) {
        yield* this.#say(`${redirects - 1} redirections exceeded.\n`);
        throw new Stop(8);
      }
      yield* this.#say(`Location: ${outcome} [following]\n`);
      const next = parseUrl(resolveLocation(url, outcome));
      if (!next) throw new Stop(1);
      url = next;
    }
  }

  *#connect(url: ClientUrl): Sys<number> {
    const proc = this.#proc;
    let addresses: string[];
    const numeric = /^[\d.]+$/.test(url.host) || url.host.includes(':');
    if (!numeric) yield* this.#say(`Resolving ${url.host} (${url.host})... `);
    try {
      addresses = yield* addressesOf(proc, url.host, this.#options.has('inet4-only') ? 4 : this.#options.has('inet6-only') ? 6 : undefined);
    } catch (error) {
      if (!(error instanceof ResolveError)) throw error;
      yield* this.#say(`failed: ${error.message}.\n`);
      yield* this.#warn(`wget: unable to resolve host address ‘${url.host}’\n`);
      throw new Stop(4);
    }
    if (!numeric) yield* this.#say(`${addresses.slice(0, 3).join(', ')}${addresses.length > 3 ? ', ...' : ''}\n`);
    const timeout = Number(this.#options.value('connect-timeout') ?? this.#options.value('timeout') ?? 0);
    const { say } = { say: (text: string) => this.#say(text) };
    try {
      const { fd } = yield* connectAny(proc, addresses, url.port, timeout > 0 ? proc.now() + timeout * SECOND : Infinity, {
        *trying(address) {
          yield* say(`Connecting to ${url.host}${numeric ? '' : ` (${url.host})|${address}|`}:${url.port}... `);
        },
        *failed(_address, code) {
          yield* say(`failed: ${code === 'ECONNREFUSED' ? 'Connection refused' : code === 'EHOSTUNREACH' ? 'No route to host' : code === 'ENETUNREACH' ? 'Network is unreachable' : 'Connection timed out'}.\n`);
        },
      });
      yield* this.#say('connected.\n');
      return fd;
    } catch (error) {
      if (!isSysError(error)) throw error;
      throw new Stop(4);
    }
  }

  #request(url: ClientUrl): { method: string; text: string } {
    const post = this.#options.value('post-data') ?? this.#options.value('body-data');
    const method = this.#options.value('method') ?? (post !== undefined ? 'POST' : this.#options.has('spider') ? 'HEAD' : 'GET');
    let text = `${method} ${url.target} HTTP/1.1\r\nHost: ${hostPort(url)}\r\nUser-Agent: ${this.#options.value('user-agent') ?? 'Wget/1.21.3'}\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: Keep-Alive\r\n`;
    for (const header of this.#options.values('header')) text += `${header}\r\n`;
    if (post !== undefined) text += `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${new TextEncoder().encode(post).length}\r\n`;
    return { method, text: `${text}\r\n${post ?? ''}` };
  }

  /** One request: a redirect's location, 'retry', or undefined when it is done. */
  *#once(url: ClientUrl): Sys<string | undefined> {
    const proc = this.#proc;
    const fd = yield* this.#connect(url);
    const { method, text } = this.#request(url);
    const timeout = (Number(this.#options.value('read-timeout') ?? this.#options.value('timeout') ?? 0) || 900) * SECOND;
    const spider = this.#options.has('spider');
    const file = new Target(proc, this.#options, url);
    let head: ResponseHead | undefined;
    let received = 0;
    let started = proc.now();
    const self = { report: (answer: ResponseHead) => this.#report(answer), begin: (answer: ResponseHead) => this.#begin(answer, file, spider) };
    const wanted = (answer: ResponseHead): boolean => answer.status < 300 || (answer.status >= 400 && this.#options.has('content-on-error'));
    try {
      if (url.scheme === 'https') yield* this.#secure(fd, url);
      yield* this.#say('HTTP request sent, awaiting response... ');
      yield* fetchOnce(proc, fd, method, text, timeout, {
        *head(answer) {
          head = answer;
          yield* self.report(answer);
          if (wanted(answer)) yield* self.begin(answer);
          started = proc.now();
        },
        *data(bytes) {
          if (!head || !wanted(head) || spider) return;
          received += bytes.length;
          yield* file.write(bytes);
        },
      });
    } catch (error) {
      if (error instanceof FetchError && !head) {
        yield* this.#say(error.kind === 'timeout' ? 'Read error (Connection timed out) in headers.\n' : 'No data received.\n');
        return 'retry';
      }
      if (isSysError(error, 'ECONNRESET', 'EPIPE') && !head) {
        yield* this.#say('Read error (Connection reset by peer) in headers.\n');
        return 'retry';
      }
      if (isSysError(error) && head) {
        yield* this.#warn(`${file.label}: ${error.message}\n\nCannot write to ‘${file.label}’ (${error.message}).\n`);
        throw new Stop(3);
      }
      if (!(error instanceof FetchError)) throw error;
    } finally {
      proc.close(fd);
      file.close();
    }
    if (!head) throw new Stop(4);
    const location = head.headers.get('location');
    if (head.status >= 300 && head.status < 400 && location !== undefined) return location;
    if (head.status >= 400) {
      if (spider) yield* this.#say('Remote file does not exist -- broken link!!!\n\n');
      else yield* this.#warn(this.#terse ? `${formatUrl(url)}:\n${this.#stamp()} ERROR ${head.status}: ${head.reason}.\n` : `${this.#stamp()} ERROR ${head.status}: ${head.reason}.\n\n`);
      throw new Stop(8);
    }
    if (spider) yield* this.#say('Remote file exists and could contain further links,\nbut recursion is disabled -- not following.\n\n');
    else yield* this.#finished(url, file, head, received, proc.now() - started);
    return undefined;
  }

  *#secure(fd: number, url: ClientUrl): Sys<void> {
    try {
      const certificate = yield* tlsConnect(this.#proc, fd, url.host);
      const problem = certificateProblem(certificate, url.host);
      if (!problem || this.#options.has('no-check-certificate')) return;
      yield* this.#warn(`ERROR: cannot verify ${url.host}'s certificate, issued by ‘CN=${certificate.issuer}’:\n  ${problem === 'self-signed' ? 'Self-signed certificate encountered.' : problem === 'wrong-name' ? 'The certificate\'s owner does not match hostname.' : 'Unable to locally verify the issuer\'s authority.'}\nTo connect to ${url.host} insecurely, use \`--no-check-certificate'.\n`);
      throw new Stop(5);
    } catch (error) {
      if (!(error instanceof TlsError)) throw error;
      yield* this.#warn('OpenSSL: error:0A00010B:SSL routines::wrong version number\nUnable to establish SSL connection.\n');
      throw new Stop(4);
    }
  }

  *#report(head: ResponseHead): Sys<void> {
    const line = `${head.status}${head.reason ? ` ${head.reason}` : ''}`;
    if (!this.#options.has('server-response')) {
      yield* this.#say(`${line}\n`);
      return;
    }
    yield* this.#warn(`\n  HTTP/${head.version} ${line}\n${[...head.headers].map(([name, value]) => `  ${name}: ${value}\n`).join('')}`);
  }

  *#begin(head: ResponseHead, file: Target, spider: boolean): Sys<void> {
    const length = head.headers.get('content-length');
    const type = head.headers.get('content-type')?.split(';')[0];
    const human = length === undefined ? 'unspecified' : Number(length) < 1024 ? length : `${length} (${humanShort(Number(length))})`;
    yield* this.#say(`Length: ${human}${type ? ` [${type}]` : ''}\n`);
    if (!spider) {
      file.prepare();
      yield* this.#say(`Saving to: ‘${file.label}’\n\n`);
    }
  }

  *#finished(url: ClientUrl, file: Target, head: ResponseHead, received: number, elapsed: number): Sys<void> {
    const length = head.headers.get('content-length');
    const rate = received / (Math.max(elapsed, 1) / SECOND);
    const total = length === undefined ? String(received) : `${received}/${length}`;
    if (this.#terse) {
      yield* this.#warn(`${this.#stamp()} URL:${formatUrl(url)} [${total}] -> "${file.label === 'STDOUT' ? '-' : file.label}" [1]\n`);
      return;
    }
    if (this.#proc.isatty(this.#log)) {
      const width = this.#proc.windowSize(this.#log).cols;
      const bar = Math.max(1, width - 61);
      yield* this.#say(`\r${file.label.padEnd(20).slice(0, 20)}100%[${'='.repeat(bar)}>] ${humanShort(received).padStart(7)}  --.-KB/s    in ${(elapsed / SECOND).toFixed(elapsed < SECOND / 10 ? 0 : 1)}s      \n\n`);
    } else yield* this.#say(dots(received, rate, elapsed));
    yield* this.#say(`${this.#stamp()} (${rateText(rate)}) - ${file.label === 'STDOUT' ? 'written to stdout' : `‘${file.label}’ saved`} [${total}]\n\n`);
  }
}

/** The dotted progress of a log that is no terminal: a dot is a kilobyte. */
function dots(received: number, rate: number, elapsed: number): string {
  let out = '';
  const count = Math.floor(received / 1024);
  for (let row = 0; row * 50 <= count; row++) {
    out += `${String(row * 50).padStart(6)}K`;
    for (let i = 0; i < 50; i++) out += `${i % 10 === 0 ? ' ' : ''}${row * 50 + i < count ? '.' : ' '}`;
    const last = (row + 1) * 50 > count;
    const percent = last ? 100 : Math.floor(((row + 1) * 50 * 1024 * 100) / received);
    out += ` ${String(percent).padStart(3)}% ${rateShort(rate)}${last ? `=${(elapsed / SECOND).toFixed(elapsed < SECOND / 100 ? 0 : 2)}s` : ' 0s'}\n`;
  }
  return `${out}\n`;
}

function rateShort(rate: number): string {
  const units = ['B', 'K', 'M', 'G'];
  let value = rate;
  let unit = 0;
  while (value >= 1024 && unit < 3) {
    value /= 1024;
    unit++;
  }
  return `${value.toFixed(value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2)}${units[unit]}`.padStart(5);
}

function rateText(rate: number): string {
  const text = rateShort(rate).trim();
  return `${text.slice(0, -1)} ${text.endsWith('B') ? 'B' : `${text.at(-1)}B`}/s`;
}

function humanShort(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  const units = ['K', 'M', 'G'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < 2) {
    value /= 1024;
    unit++;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)}${units[unit]}`;
}

/** The file of a download: -O, or the name of the URL with `.1` when it exists. */
class Target {
  readonly #proc: Proc;
  readonly #options: ParsedOptions;
  readonly #url: ClientUrl;
  label = '';
  #fd: number | undefined;

  constructor(proc: Proc, options: ParsedOptions, url: ClientUrl) {
    this.#proc = proc;
    this.#options = options;
    this.#url = url;
  }

  prepare(): void {
    if (this.#fd !== undefined) return;
    const given = this.#options.value('output-document');
    if (given === '-') {
      this.label = 'STDOUT';
      this.#fd = 1;
      return;
    }
    const prefix = this.#options.value('directory-prefix');
    const name = given ?? `${prefix === undefined ? '' : `${prefix.replace(/\/$/, '')}/`}${fileNameOf(this.#url) || 'index.html'}`;
    this.label = name;
    if (given === undefined) for (let i = 1; this.#proc.fs.exists(this.label); i++) this.label = `${name}.${i}`;
    if (prefix !== undefined && given === undefined) this.#proc.fs.mkdirs(prefix, 0o755);
    this.#fd = this.#proc.open(this.label, { write: true, create: true, truncate: true }, 0o644);
  }

  *write(bytes: Uint8Array): Sys<void> {
    this.prepare();
    yield* this.#proc.write(this.#fd ?? 1, bytes);
  }

  close(): void {
    if (this.#fd !== undefined && this.#fd !== 1) this.#proc.close(this.#fd);
    this.#fd = undefined;
  }
}
