/** dig(1). */
import { reverseName } from '../../kernel/net/dns-message.ts';
import type { DnsMessage, DnsRecord, RecordType } from '../../kernel/net/dns-message.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { strftime } from '../dates.ts';
import { lookup, recordType, serverAddress } from './dns-tools.ts';

const VERSION = '9.18.33-1~deb12u2-Debian';

interface Request { server: string | undefined; name: string; type: RecordType; short: boolean; answerOnly: boolean; port: number; tries: number; seconds: number }

export const dig: Program = {
  name: 'dig',
  *main(proc) {
    const request: Request = { server: undefined, name: '', type: 'A', short: false, answerOnly: false, port: 53, tries: 3, seconds: 5 };
    let noAll = false;
    let answer = false;
    const args = proc.argv.slice(1);
    for (let i = 0; i < args.length; i++) {
      const arg = args[i] ?? '';
      if (arg.startsWith('@')) request.server = arg.slice(1);
      else if (arg === '+short') request.short = true;
      else if (arg === '+noall') noAll = true;
      else if (arg === '+answer') answer = true;
      else if (arg.startsWith('+')) {
        const setting = /^\+(tries|time|retry)=(\d+)$/.exec(arg);
        if (setting?.[1] === 'time') request.seconds = Number(setting[2]);
        else if (setting) request.tries = Number(setting[2]) + (setting[1] === 'retry' ? 1 : 0);
      } else if (arg === '-v') {
        yield* proc.write(2, `DiG ${VERSION}\n`);
        return 0;
      } else if (arg === '-x') {
        request.name = reverseName(args[++i] ?? '');
        request.type = 'PTR';
      } else if (arg === '-p') request.port = Number(args[++i]);
      else if (arg === '-t') request.type = recordType(args[++i] ?? '') ?? 'A';
      else if (arg === '-q') request.name = args[++i] ?? '';
      else if (arg === '-4' || arg === 'IN') continue;
      else if (arg.startsWith('-')) {
        yield* proc.write(1, `Invalid option: ${arg}\nUsage:  dig [@global-server] [domain] [q-type] [q-class] {q-opt}\n            {global-d-opt} host [@local-server] {local-d-opt}\n            [ host [@local-server] {local-d-opt} [...]]\n\nUse "dig -h" (or "dig -h | more") for complete list of options\n`);
        return 1;
      } else if (recordType(arg) && request.name !== '') request.type = recordType(arg) ?? 'A';
      else if (recordType(arg) && args[i + 1] !== undefined && request.name === '') request.type = recordType(arg) ?? 'A';
      else request.name = arg;
    }
    request.answerOnly = noAll && answer;
    return yield* ask(proc, request);
  },
};

function* ask(proc: Proc, request: Request): Sys<number> {
  const server = yield* serverAddress(proc, request.server);
  if (server === undefined) {
    yield* proc.write(2, `dig: couldn't get address for '${request.server}': not found\n`);
    return 10;
  }
  const name = request.name === '' ? '.' : request.name;
  const type = request.name === '' ? 'NS' : request.type;
  const start = proc.now();
  const banner = `\n; <<>> DiG ${VERSION} <<>> ${proc.argv.slice(1).join(' ')}\n${request.server ? '; (1 server found)\n' : ''};; global options: +cmd\n`;
  const message = yield* lookup(proc, server, name, type, { tries: request.tries, seconds: request.seconds, port: request.port });
  if (!message) {
    const lost = `;; communications error to ${server}#${request.port}: timed out\n`.repeat(request.tries);
    yield* proc.write(1, `${request.short ? '' : `${lost}${banner}`}${request.short ? lost : ''};; no servers could be reached\n`);
    return 9;
  }
  if (request.short) {
    yield* proc.write(1, message.answers.map((record) => `${data(record)}\n`).join(''));
    return 0;
  }
  if (request.answerOnly) {
    yield* proc.write(1, message.answers.map(line).join(''));
    return 0;
  }
  yield* proc.write(1, banner + full(message, name, type));
  yield* proc.write(1, `;; Query time: ${Math.round((proc.now() - start) / 1e6)} msec\n;; SERVER: ${server}#${request.port}(${request.server ?? server}) (UDP)\n;; WHEN: ${strftime('%a %b %d %H:%M:%S UTC %Y', proc.realtime())}\n;; MSG SIZE  rcvd: ${size(message)}\n\n`);
  return 0;
}

function full(message: DnsMessage, name: string, type: RecordType): string {
  const flags = ['qr', message.authoritative ? 'aa' : '', message.recursionDesired ? 'rd' : '', message.recursionAvailable ? 'ra' : ''].filter(Boolean).join(' ');
  const authorities = message.authorities ?? [];
  let text = `;; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: ${message.code}, id: ${message.id}\n;; flags: ${flags}; QUERY: 1, ANSWER: ${message.answers.length}, AUTHORITY: ${authorities.length}, ADDITIONAL: 0\n\n`;
  text += `;; QUESTION SECTION:\n${pad(`;${dotted(name)}`, 32)}IN\t${type}\n\n`;
  if (message.answers.length > 0) text += `;; ANSWER SECTION:\n${message.answers.map(line).join('')}\n`;
  if (authorities.length > 0) text += `;; AUTHORITY SECTION:\n${authorities.map(line).join('')}\n`;
  return text;
}

function line(record: DnsRecord): string {
  return `${pad(dotted(record.name), 24)}${record.ttl}\tIN\t${record.type}\t${data(record)}\n`;
}

/** Pads with tabs to a column, at least one. */
function pad(text: string, column: number): string {
  let out = text;
  let width = text.length;
  do {
    out += '\t';
    width = (Math.floor(width / 8) + 1) * 8;
  } while (width < column);
  return out;
}

function dotted(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}

function data(record: DnsRecord): string {
  if (record.type === 'TXT') return `"${record.data}"`;
  return ['CNAME', 'PTR', 'NS', 'MX', 'SRV'].includes(record.type) ? dotted(record.data) : record.data;
}

/** Bytes of the message without compression of names beyond the first. */
function size(message: DnsMessage): number {
  const question = (message.questions[0]?.name.length ?? 0) + 2 + 4;
  return 12 + question + message.answers.reduce((sum, record) => sum + 12 + (record.type === 'A' ? 4 : record.type === 'AAAA' ? 16 : record.data.length + 2), 0);
}
