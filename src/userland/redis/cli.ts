/** redis-cli: one command from the arguments, commands from standard input, or a prompt. */
import { isSysError } from '../../kernel/errno.ts';
import { resolve, ResolveError } from '../../kernel/net/resolver.ts';
import { Lines } from '../../kernel/stdio.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { encodeCommand, RespReader, type Reply } from './resp.ts';

export const redisCli: Program = {
  name: 'redis-cli',
  *main(proc) {
    const args = proc.argv.slice(1);
    let [host, port, password, db] = ['127.0.0.1', '6379', proc.env.get('REDISCLI_AUTH'), '0'];
    let raw = !proc.isatty(1);
    while (args[0]?.startsWith('-')) {
      const option = args.shift() ?? '';
      if (option === '-h') host = args.shift() ?? '';
      else if (option === '-p') port = args.shift() ?? '';
      else if (option === '-a' || option === '--pass') password = args.shift();
      else if (option === '-n') db = args.shift() ?? '0';
      else if (option === '-u') {
        const url = /^redis:\/\/(?:[^:@]*:?([^@]*)@)?([^:/]+)(?::(\d+))?(?:\/(\d+))?/.exec(args.shift() ?? '');
        [password, host, port, db] = [url?.[1] ?? password, url?.[2] ?? host, url?.[3] ?? port, url?.[4] ?? db];
      } else if (option === '--raw') raw = true;
      else if (option === '--no-raw') raw = false;
      else if (option === '--version' || option === '-v') {
        yield* proc.write(1, `redis-cli ${proc.variant || '8.2.1'}\n`);
        return 0;
      } else if (option !== '--no-auth-warning') {
        yield* proc.write(2, `Unrecognized option or bad number of args for: '${option}'\n`);
        return 1;
      }
    }
    const session = new Session(proc, host, Number(port), raw);
    if (!(yield* session.connect())) return 1;
    if (password !== undefined) yield* session.quiet(['AUTH', password]);
    if (db !== '0') yield* session.quiet(['SELECT', db]);
    if (args.length > 0) return yield* session.run(args);
    return yield* session.prompt(db);
  },
};

class Session {
  readonly #proc: Proc;
  readonly #host: string;
  readonly #port: number;
  readonly #raw: boolean;
  readonly #reader = new RespReader();
  #fd = -1;

  constructor(proc: Proc, host: string, port: number, raw: boolean) {
    this.#proc = proc;
    this.#host = host;
    this.#port = port;
    this.#raw = raw;
  }

  *connect(): Sys<boolean> {
    const where = `Could not connect to Redis at ${this.#host}:${this.#port}`;
    try {
      const [address = ''] = yield* resolve(this.#proc, this.#host);
      this.#fd = this.#proc.socket('inet', 'stream');
      yield* this.#proc.connect(this.#fd, { family: 'inet', address, port: this.#port });
      return true;
    } catch (error) {
      if (!isSysError(error) && !(error instanceof ResolveError)) throw error;
      yield* this.#proc.write(2, `${where}: ${error.message}\n`);
      return false;
    }
  }

  *#ask(words: readonly string[]): Sys<Reply | undefined> {
    yield* this.#proc.write(this.#fd, encodeCommand(words));
    return yield* this.#next();
  }

  *#next(): Sys<Reply | undefined> {
    for (;;) {
      const reply = this.#reader.read();
      if (reply) return reply;
      const bytes = yield* this.#proc.read(this.#fd);
      if (bytes.length === 0) return undefined;
      this.#reader.push(bytes);
    }
  }

  *quiet(words: readonly string[]): Sys<void> {
    const reply = yield* this.#ask(words);
    if (reply?.kind === 'error') yield* this.#proc.write(2, `${words[0] === 'AUTH' ? 'AUTH failed: ' : ''}${reply.text}\n`);
  }

  /** Runs a command and prints the answer; streams for SUBSCRIBE and MONITOR until interrupted. */
  *run(words: readonly string[]): Sys<number> {
    const reply = yield* this.#ask(words);
    if (!reply) {
      if (words[0]?.toUpperCase() === 'SHUTDOWN') return 0;
      yield* this.#proc.write(2, 'Error: Server closed the connection\n');
      return 1;
    }
    yield* this.#proc.write(1, this.#show(reply));
    if (['SUBSCRIBE', 'PSUBSCRIBE', 'MONITOR'].includes(words[0]?.toUpperCase() ?? '')) {
      for (let next = yield* this.#next(); next; next = yield* this.#next()) yield* this.#proc.write(1, this.#show(next));
    }
    return reply.kind === 'error' ? 1 : 0;
  }

  #show(reply: Reply): string {
    return this.#raw ? `${plain(reply)}\n` : formatted(reply, '');
  }

  *prompt(db: string): Sys<number> {
    const interactive = this.#proc.isatty(0);
    const lines = new Lines(this.#proc, 0);
    let current = db;
    for (;;) {
      if (interactive) yield* this.#proc.write(1, `${this.#host}:${this.#port}${current === '0' ? '' : `[${current}]`}> `);
      const line = yield* lines.next();
      if (line === undefined) {
        if (interactive) yield* this.#proc.write(1, '\n');
        return 0;
      }
      const words = split(line);
      if (words === undefined) {
        yield* this.#proc.write(1, 'Invalid argument(s)\n');
        continue;
      }
      if (words.length === 0) continue;
      const name = words[0]?.toLowerCase();
      if (name === 'exit' || name === 'quit') return 0;
      if (name === 'clear') {
        yield* this.#proc.write(1, '\x1b[H\x1b[2J');
        continue;
      }
      const code = yield* this.run(words);
      if (name === 'select' && code === 0) current = words[1] ?? '0';
    }
  }
}

function plain(reply: Reply): string {
  switch (reply.kind) {
    case 'status': case 'error': return reply.text;
    case 'integer': return String(reply.value);
    case 'bulk': return reply.value ?? '';
    case 'array': return (reply.items ?? []).map(plain).join('\n');
  }
}

function formatted(reply: Reply, prefix: string): string {
  switch (reply.kind) {
    case 'status': return `${reply.text}\n`;
    case 'error': return `(error) ${reply.text}\n`;
    case 'integer': return `(integer) ${reply.value}\n`;
    case 'bulk': return reply.value === null ? '(nil)\n' : `${quoted(reply.value)}\n`;
    case 'array': {
      if (reply.items === null) return '(nil)\n';
      if (reply.items.length === 0) return '(empty array)\n';
      const width = String(reply.items.length).length;
      return reply.items.map((item, i) => `${i === 0 ? '' : prefix}${String(i + 1).padStart(width)}) ${formatted(item, `${prefix}${' '.repeat(width + 2)}`)}`).join('');
    }
  }
}

function quoted(text: string): string {
  const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };
  let out = '';
  for (const byte of new TextEncoder().encode(text)) {
    const char = String.fromCharCode(byte);
    out += escapes[char] ?? (byte < 32 || byte > 126 ? `\\x${byte.toString(16).padStart(2, '0')}` : char);
  }
  return `"${out}"`;
}

/** Words of a line with quotes; undefined when a quote is not closed. */
function split(line: string): string[] | undefined {
  const words: string[] = [];
  let rest = line.trim();
  while (rest !== '') {
    const match = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"']+))(?=\s|$)\s*/.exec(rest);
    if (!match) return undefined;
    words.push(match[1] !== undefined ? match[1].replace(/\\(n|t|r|x[0-9a-f]{2}|.)/g, (_, code: string) => ({ n: '\n', t: '\t', r: '\r' })[code] ?? (code.length === 3 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : code)) : (match[2]?.replaceAll("\\'", "'") ?? match[3] ?? ''));
    rest = rest.slice(match[0].length);
  }
  return words;
}
