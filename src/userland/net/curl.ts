/** curl(1): HTTP and HTTPS transfers, over TCP and Unix sockets. */
import { joinBytes } from '../../formats/bytes/join.ts';
import type { HttpHeaders } from '../../formats/http/headers.ts';
import { gunzip } from '../../formats/gzip/gzip.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { Stat } from '../../kernel/fs/types.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { httpDate } from '../http/dates.ts';
import { CurlUsageError, curlHelp, parseCurlArguments } from './curl-options.ts';
import type { CurlArguments } from './curl-options.ts';
import { Meter, Sink } from './curl-output.ts';
import { writeOut } from './curl-report.ts';
import type { TransferInfo } from './curl-report.ts';
import { orderHeaders, payload, requestHeaders } from './curl-request.ts';
import type { Payload } from './curl-request.ts';
import { CurlError, transfer } from './curl-transfer.ts';
import { fileNameOf, formatUrl, parseUrl, resolveLocation } from './url.ts';
import type { ClientUrl } from './url.ts';

const SECOND = 1e9;
const TRANSIENT = [408, 429, 500, 502, 503, 504];

export const curl: Program = {
  name: 'curl',
  *main(proc) {
    proc.sigaction('SIGPIPE', 'ignore');
    let args: CurlArguments;
    try {
      args = parseCurlArguments(proc.argv.slice(1));
    } catch (error) {
      if (!(error instanceof CurlUsageError)) throw error;
      yield* proc.write(2, `curl: ${error.message}\ncurl: try 'curl --help' or 'curl --manual' for more information\n`);
      return 2;
    }
    return yield* new Curl(proc, args).run();
  },
};

class Curl {
  readonly #proc: Proc;
  readonly #args: CurlArguments;
  readonly #version: string;
  readonly #silent: boolean;

  constructor(proc: Proc, args: CurlArguments) {
    this.#proc = proc;
    this.#args = args;
    this.#version = /^\d/.test(proc.variant) ? proc.variant : '7.88.1';
    this.#silent = this.#has('silent');
  }

  #has(name: string): boolean {
    return this.#args.given.some((option) => option.name === name);
  }

  #last(name: string): string | undefined {
    return this.#args.given.findLast((option) => option.name === name)?.value;
  }

  #all(name: string): string[] {
    return this.#args.given.filter((option) => option.name === name).map((option) => option.value);
  }

  *run(): Sys<number> {
    const proc = this.#proc;
    if (this.#has('version')) {
      yield* proc.write(1, `curl ${this.#version} (x86_64-pc-linux-gnu) libcurl/${this.#version} OpenSSL/3.0.17 zlib/1.2.13\nRelease-Date: 2023-02-20\nProtocols: http https\nFeatures: HTTPS-proxy IPv6 libz SSL UnixSockets\n`);
      return 0;
    }
    if (this.#has('help')) {
      yield* proc.write(1, curlHelp());
      return 0;
    }
    if (this.#args.urls.length === 0) {
      yield* proc.write(2, `${proc.argv.length > 1 ? 'curl: no URL specified!\n' : ''}curl: try 'curl --help' or 'curl --manual' for more information\n`);
      return 2;
    }
    for (const name of ['max-time', 'connect-timeout']) {
      if (/^\d+(?:\.\d*)?$|^$/.test(this.#last(name) ?? '')) continue;
      yield* proc.write(2, `curl: option --${name}: expected a proper numerical parameter\ncurl: try 'curl --help' or 'curl --manual' for more information\n`);
      return 2;
    }
    for (const name of ['proxy', 'config', 'continue-at', 'abstract-unix-socket']) {
      if (!this.#has(name)) continue;
      yield* proc.write(2, `curl: option --${name} is not simulated here\n`);
      return 2;
    }
    let body: Payload | undefined;
    try {
      body = yield* payload(proc, this.#args.given);
    } catch (error) {
      if (!isSysError(error)) throw error;
      const upload = this.#last('upload-file');
      if (upload !== undefined) yield* proc.write(2, `curl: Can't open '${upload}'!\ncurl: try 'curl --help' or 'curl --manual' for more information\n`);
      if (!this.#silent || this.#has('show-error')) yield* proc.write(2, 'curl: (26) Failed to open/read local data from file/application\n');
      return 26;
    }
    if (body && body.query === undefined && this.#has('head') && !this.#has('upload-file')) {
      if (!this.#silent) yield* proc.write(2, 'Warning: You can only select one HTTP request method! You asked for both POST \nWarning: (-d, --data) and HEAD (-I, --head).\n');
      return 2;
    }
    let exit = 0;
    const outputs = this.#args.given.filter((option) => option.name === 'output' || option.name === 'remote-name');
    for (const [i, text] of this.#args.urls.flatMap((url) => this.#expand(url)).entries()) exit = yield* this.#fetch(text, outputs[i] ?? (this.#has('remote-name-all') ? { name: 'remote-name', value: '' } : undefined), body);
    return exit;
  }

  /** `[1-3]` and `{a,b}` in URLs. */
  #expand(text: string): string[] {
    if (this.#has('globoff')) return [text];
    const set = /\{([^{}]*,[^{}]*)\}/.exec(text);
    const range = /\[(\d+)-(\d+)(?::(\d+))?\]/.exec(text);
    const match = set ?? range;
    if (!match) return [text];
    const choices = set ? (set[1] ?? '').split(',') : numbers(range);
    return choices.flatMap((choice) => this.#expand(text.slice(0, match.index) + choice + text.slice(match.index + match[0].length)));
  }

  /** One URL with its retries, output and report; the exit code. */
  *#fetch(text: string, output: { name: string; value: string } | undefined, body: Payload | undefined): Sys<number> {
    const proc = this.#proc;
    const retries = Number(this.#last('retry') ?? 0);
    let wait = Number(this.#last('retry-delay') ?? 0) || 1;
    for (let attempt = 0; ; attempt++) {
      const info = emptyInfo(text);
      const sink = new Sink(proc, output, this.#last('output-dir'), this.#has('create-dirs'));
      const failure = yield* this.#attempt(text, info, sink, body);
      const transient = failure ? failure.code === 28 || failure.code === 6 || (failure.code === 7 && this.#has('retry-connrefused')) || this.#has('retry-all-errors') : TRANSIENT.includes(info.status);
      if (transient && attempt < retries) {
        const problem = failure ? (failure.code === 28 ? 'timeout' : failure.code === 7 ? 'connection refused' : failure.code === 6 ? 'name resolution' : '(retrying all errors)') : `HTTP error`;
        const left = retries - attempt;
        if (!this.#silent) yield* proc.write(2, `Warning: Problem: ${problem}. Will retry in ${wait} seconds. ${left} ${left === 1 ? 'retry' : 'retries'} left.\n`);
        yield* proc.sleep(wait * SECOND);
        if (!this.#has('retry-delay')) wait = Math.min(wait * 2, 600);
        continue;
      }
      yield* sink.close();
      if (failure) Object.assign(info, { exitCode: failure.code, errorMessage: failure.message });
      if (failure && (!this.#silent || this.#has('show-error'))) yield* proc.write(2, `curl: (${failure.code}) ${failure.message}\n`);
      const format = this.#last('write-out');
      if (format !== undefined) {
        const source = format.startsWith('@') ? proc.readText(format.slice(1)) : format;
        for (const piece of writeOut(source, info)) yield* proc.write(piece.stream, piece.text);
      }
      return failure?.code ?? 0;
    }
  }

  /** Follows redirects; what failed, if anything. */
  *#attempt(text: string, info: TransferInfo, sink: Sink, body: Payload | undefined): Sys<CurlError | undefined> {
    const proc = this.#proc;
    const meter = new Meter(proc, !this.#silent && !this.#has('no-progress-meter') && !(sink.terminal && !this.#has('upload-file')) && !this.#has('head'), this.#has('progress-bar'));
    try {
      let url = parseUrl(text);
      if (!url) throw new CurlError(3, 'URL using bad/illegal format or missing URL');
      if (body?.query !== undefined) url = { ...url, target: `${url.target}${url.target.includes('?') ? '&' : '?'}${body.query}` };
      let method = this.#last('request') ?? (this.#has('head') ? 'HEAD' : this.#has('upload-file') ? 'PUT' : body && body.query === undefined ? 'POST' : 'GET');
      let sent = body;
      info.method = method;
      const limit = Number(this.#last('max-redirs') ?? 50);
      const deadline = proc.now() + (Number(this.#last('max-time') ?? 0) || Infinity) * SECOND;
      for (;;) {
        if (url.scheme === 'file') {
          sink.name(fileNameOf(url));
          yield* this.#local(url, info, sink, meter, this.#has('upload-file') ? body?.body : undefined);
          yield* meter.end();
          return undefined;
        }
        if (url.scheme !== 'http' && url.scheme !== 'https') throw new CurlError(1, `Protocol "${url.scheme}" not supported or disabled in libcurl`);
        sink.name(fileNameOf(url));
        yield* meter.start();
        const { head, stopped } = yield* this.#once(url, method, sent, info, sink, meter, deadline);
        const location = head.headers.get('location');
        info.effectiveUrl = formatUrl(url);
        const redirect = location !== undefined && head.status >= 300 && head.status < 400;
        if (redirect) info.redirectUrl = resolveLocation(url, location);
        if (!redirect || !(this.#has('location') || this.#has('location-trusted'))) {
          if (stopped || (this.#has('fail-with-body') && head.status >= 400)) throw new CurlError(22, `The requested URL returned error: ${head.status}`);
          yield* sink.finish();
          yield* meter.end();
          return undefined;
        }
        if (info.redirects >= limit) throw new CurlError(47, `Maximum (${limit}) redirects followed`);
        info.redirects++;
        const next = parseUrl(info.redirectUrl);
        if (!next) throw new CurlError(3, 'URL using bad/illegal format or missing URL');
        info.redirectUrl = '';
        if (this.#has('verbose')) yield* proc.write(2, `* Issue another request to this URL: '${formatUrl(next)}'\n`);
        if (method === 'POST' && (head.status === 301 || head.status === 302 || head.status === 303) && !this.#has('request')) {
          method = 'GET';
          sent = undefined;
        }
        url = next;
      }
    } catch (error) {
      yield* meter.end();
      if (error instanceof CurlError && this.#has('verbose') && error.code !== 3) yield* proc.write(2, `* ${error.message.split('\n')[0]}\n* Closing connection 0\n`);
      if (error instanceof CurlError) return error;
      if (isSysError(error)) return new CurlError(23, 'Failure writing output to destination');
      throw error;
    }
  }

  /** `file://`: what is there, or with -I what a server would say of it. A directory is empty. */
  *#local(url: ClientUrl, info: TransferInfo, sink: Sink, meter: Meter, upload: Uint8Array | undefined): Sys<void> {
    const path = decodeURIComponent(url.target);
    if (upload) return this.#proc.writeFile(path, upload);
    let data: Uint8Array;
    let stat: Stat;
    try {
      stat = this.#proc.stat(path);
      data = stat.kind === 'directory' ? new Uint8Array(0) : this.#proc.readFile(path);
    } catch (error) {
      if (isSysError(error)) throw new CurlError(37, `Couldn't open file ${path}`);
      throw error;
    }
    yield* meter.start();
    if (this.#has('head')) data = new TextEncoder().encode(`Content-Length: ${data.length}\r\nAccept-ranges: bytes\r\nLast-Modified: ${httpDate(stat.mtime)}\r\n`);
    else {
      const [, first, last] = /^(\d*)-(\d*)$/.exec(this.#last('range') ?? '') ?? [];
      if (first) data = data.slice(Number(first), last ? Number(last) + 1 : undefined);
      else if (last) data = data.slice(-Number(last));
      info.downloaded = data.length;
    }
    if (data.length > 0) yield* sink.write(data);
    yield* meter.update(data.length, data.length);
    yield* sink.finish();
  }

  *#once(url: ClientUrl, method: string, body: Payload | undefined, info: TransferInfo, sink: Sink, meter: Meter, deadline: number): Sys<{ head: { status: number; headers: HttpHeaders }; stopped: boolean }> {
    const proc = this.#proc;
    const verbose = this.#has('verbose');
    const follows = this.#has('location') || this.#has('location-trusted');
    const dump = this.#last('dump-header');
    let headers = '';
    let stopped = false;
    let status = 0;
    let redirected = false;
    const compressed: Uint8Array[] = [];
    const fails = this.#has('fail');
    const includes = this.#has('include');
    const decodes = this.#has('compressed');
    info.scheme = url.scheme;
    const head = yield* transfer(proc, {
      url,
      method,
      headers: orderHeaders(requestHeaders(this.#args.given, url, body, method, this.#version)),
      body: body?.body ?? new Uint8Array(0),
      http10: this.#has('http1.0'),
      unixSocket: this.#last('unix-socket'),
      resolve: new Map(this.#all('resolve').map((entry) => resolveEntry(entry))),
      connectTo: new Map(this.#all('connect-to').map((entry) => connectEntry(entry))),
      family: this.#has('ipv4') ? 4 : this.#has('ipv6') ? 6 : undefined,
      insecure: this.#has('insecure'),
      authorities: this.#authorities(),
      deadline,
      maxTime: Number(this.#last('max-time') ?? 0) * SECOND,
      connectTimeout: (Number(this.#last('connect-timeout') ?? 0) || 300) * SECOND,
      modern: Number(this.#version.split('.')[0]) >= 8,
    }, info, {
      *note(line) {
        if (verbose) yield* proc.write(2, `* ${line}\n`);
      },
      *sent(text) {
        if (verbose) yield* proc.write(2, text.replace(/\r\n$/, '').split('\r\n').map((line) => `> ${line}\r\n`).join('').replaceAll('\r', ''));
      },
      *head(response, text) {
        status = response.status;
        redirected = follows && status >= 300 && status < 400 && response.headers.has('location');
        if (verbose) yield* proc.write(2, text.split('\r\n').slice(0, -1).map((line) => `< ${line}\n`).join(''));
        headers += text;
      },
      *body(data) {
        if (fails && status >= 400) {
          stopped = true;
          return false;
        }
        if (redirected) return true;
        if (includes && headers !== '') {
          yield* sink.write(new TextEncoder().encode(headers));
          headers = '';
        }
        if (info.headers?.get('content-encoding') === 'gzip' && decodes) compressed.push(data);
        else yield* sink.write(data);
        const length = info.headers?.get('content-length');
        yield* meter.update(length === undefined ? undefined : Number(length), info.downloaded);
        return true;
      },
    });
    if (this.#has('fail') && status >= 400) stopped = true;
    if (compressed.length > 0) yield* sink.write(gunzip(joinBytes(compressed)));
    if (dump !== undefined) {
      const text = headers || headText(head);
      if (dump === '-') yield* proc.write(1, text);
      else proc.writeFile(dump, text);
    }
    if ((this.#has('include') || this.#has('head')) && headers !== '' && !(stopped && this.#has('fail'))) yield* sink.write(new TextEncoder().encode(headers));
    const jar = this.#last('cookie-jar');
    if (jar !== undefined) proc.writeFile(jar, cookieFile(url, head.headers));
    if (verbose) yield* proc.write(2, `* Connection #0 to host ${url.host} left intact\n`);
    return { head, stopped };
  }

  #authorities(): string[] {
    const file = this.#last('cacert');
    if (file === undefined) return [];
    try {
      return [...this.#proc.readText(file).matchAll(/^subject: *(.*)$/gm)].map((match) => match[1] ?? '');
    } catch (error) {
      if (isSysError(error)) throw new CurlError(77, `error setting certificate file: ${file}`);
      throw error;
    }
  }
}

function numbers(range: RegExpExecArray | null): string[] {
  const [, first = '0', last = '0', step = '1'] = range ?? [];
  const out: string[] = [];
  for (let i = Number(first); i <= Number(last); i += Math.max(1, Number(step))) out.push(String(i).padStart(first.startsWith('0') ? first.length : 0, '0'));
  return out;
}

function resolveEntry(entry: string): [string, string[]] {
  const match = /^\+?([^:]*|\*):(\d+):(.*)$/.exec(entry);
  return [`${match?.[1] ?? ''}:${match?.[2] ?? ''}`, (match?.[3] ?? '').split(',').map((address) => address.replace(/^\[|\]$/g, ''))];
}

function connectEntry(entry: string): [string, string] {
  const [host = '', port = '', toHost = '', toPort = ''] = entry.split(':');
  return [host === '' ? '' : `${host}:${port}`, `${toHost || host}:${toPort || port}`];
}

function headText(head: { status: number; headers: HttpHeaders }): string {
  return `HTTP/1.1 ${head.status}\r\n${[...head.headers].map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

function cookieFile(url: ClientUrl, headers: HttpHeaders): string {
  const lines = headers.getAll('set-cookie').map((cookie) => {
    const [pair = ''] = cookie.split(';');
    const [name = '', value = ''] = pair.split('=');
    return `${url.host}\tFALSE\t${/;\s*path=([^;]*)/i.exec(cookie)?.[1] ?? '/'}\tFALSE\t0\t${name.trim()}\t${value.trim()}`;
  });
  return `# Netscape HTTP Cookie File\n# https://curl.se/docs/http-cookies.html\n# This file was generated by libcurl! Edit at your own risk.\n\n${lines.map((line) => `${line}\n`).join('')}`;
}

function emptyInfo(url: string): TransferInfo {
  return {
    url, effectiveUrl: url, method: 'GET', status: 0, version: '1.1', headers: undefined, headerSize: 0, downloaded: 0, uploaded: 0, redirects: 0, redirectUrl: '', scheme: '',
    remoteAddress: '', remotePort: 0, localAddress: '', localPort: 0, timeNameLookup: 0, timeConnect: 0, timeAppConnect: 0, timeStartTransfer: 0, timeTotal: 0, exitCode: 0, errorMessage: '', fileName: '',
  };
}
