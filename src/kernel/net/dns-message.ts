/** DNS messages on the wire (RFC 1035): the records that containers and their tools ask for. */

export type RecordType = 'A' | 'AAAA' | 'PTR' | 'CNAME' | 'MX' | 'TXT' | 'NS' | 'SOA' | 'SRV' | 'ANY';
export type ResponseCode = 'NOERROR' | 'FORMERR' | 'SERVFAIL' | 'NXDOMAIN' | 'NOTIMP' | 'REFUSED';

const TYPES: Readonly<Record<RecordType, number>> = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33, ANY: 255 };
const CODES: readonly ResponseCode[] = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];
const INTERNET = 1;

export interface DnsQuestion { readonly name: string; readonly type: RecordType }
/** `data` is the text form: an address, a name, `10 mail.example.com`. */
export interface DnsRecord { readonly name: string; readonly type: RecordType; readonly ttl: number; readonly data: string }
export interface DnsMessage {
  readonly id: number;
  readonly response: boolean;
  readonly authoritative?: boolean;
  readonly recursionDesired: boolean;
  readonly recursionAvailable?: boolean;
  readonly code: ResponseCode;
  readonly questions: readonly DnsQuestion[];
  readonly answers: readonly DnsRecord[];
  readonly authorities?: readonly DnsRecord[];
}

/** Names are written without compression. */
export function encodeDns(message: DnsMessage): Uint8Array {
  const out: number[] = [];
  const u16 = (value: number): void => void out.push((value >> 8) & 255, value & 255);
  const flags =
    (message.response ? 0x8000 : 0) | (message.authoritative ? 0x0400 : 0) | (message.recursionDesired ? 0x0100 : 0) | (message.recursionAvailable ? 0x0080 : 0) | CODES.indexOf(message.code);
  u16(message.id);
  u16(flags);
  u16(message.questions.length);
  u16(message.answers.length);
  u16(message.authorities?.length ?? 0);
  u16(0);
  for (const question of message.questions) {
    out.push(...encodeName(question.name));
    u16(TYPES[question.type]);
    u16(INTERNET);
  }
  for (const record of [...message.answers, ...(message.authorities ?? [])]) {
    out.push(...encodeName(record.name));
    u16(TYPES[record.type]);
    u16(INTERNET);
    u16(record.ttl >>> 16);
    u16(record.ttl & 0xffff);
    const data = encodeData(record);
    u16(data.length);
    out.push(...data);
  }
  return Uint8Array.from(out);
}

/** Undefined for what is no DNS message; records of unknown types are left out. */
export function parseDns(bytes: Uint8Array): DnsMessage | undefined {
  if (bytes.length < 12) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const flags = view.getUint16(2);
    let at = 12;
    const questions: DnsQuestion[] = [];
    for (let i = view.getUint16(4); i > 0; i--) {
      const name = parseName(bytes, at);
      const type = typeOf(view.getUint16(name.end));
      if (type) questions.push({ name: name.name, type });
      at = name.end + 4;
    }
    const records = (n: number): DnsRecord[] => {
      const list: DnsRecord[] = [];
      for (let i = n; i > 0; i--) {
        const name = parseName(bytes, at);
        const type = typeOf(view.getUint16(name.end));
        const ttl = view.getUint32(name.end + 4);
        const length = view.getUint16(name.end + 8);
        const start = name.end + 10;
        if (type) list.push({ name: name.name, type, ttl, data: parseData(bytes, start, length, type) });
        at = start + length;
      }
      return list;
    };
    const answers = records(view.getUint16(6));
    const authorities = records(view.getUint16(8));
    return {
      id: view.getUint16(0),
      response: (flags & 0x8000) !== 0,
      authoritative: (flags & 0x0400) !== 0,
      recursionDesired: (flags & 0x0100) !== 0,
      recursionAvailable: (flags & 0x0080) !== 0,
      code: CODES[flags & 15] ?? 'SERVFAIL',
      questions,
      answers,
      authorities,
    };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** `4.3.2.1.in-addr.arpa` for 1.2.3.4. */
export function reverseName(address: string): string {
  if (address === '::1') return `1.${'0.'.repeat(31)}ip6.arpa`;
  return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
}

/** The address that a reverse name stands for. */
export function addressOfReverse(name: string): string | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\.in-addr\.arpa\.?$/i.exec(name);
  return match ? `${match[4]}.${match[3]}.${match[2]}.${match[1]}` : undefined;
}

function typeOf(number: number): RecordType | undefined {
  return (Object.keys(TYPES) as RecordType[]).find((type) => TYPES[type] === number);
}

function encodeName(name: string): number[] {
  const out: number[] = [];
  for (const label of name.replace(/\.$/, '').split('.')) {
    if (label === '') continue;
    const bytes = new TextEncoder().encode(label).subarray(0, 63);
    out.push(bytes.length, ...bytes);
  }
  out.push(0);
  return out;
}

function parseName(bytes: Uint8Array, start: number): { name: string; end: number } {
  const labels: string[] = [];
  let at = start;
  let end = -1;
  for (let jumps = 0; jumps < 64; ) {
    const length = bytes[at];
    if (length === undefined) throw new RangeError('name runs out of the message');
    if (length === 0) return { name: labels.join('.'), end: end < 0 ? at + 1 : end };
    if (length >= 0xc0) {
      if (end < 0) end = at + 2;
      at = ((length & 0x3f) << 8) | (bytes[at + 1] ?? 0);
      jumps++;
      continue;
    }
    labels.push(new TextDecoder().decode(bytes.subarray(at + 1, at + 1 + length)));
    at += length + 1;
  }
  throw new RangeError('name loops');
}

function encodeData(record: DnsRecord): number[] {
  switch (record.type) {
    case 'A':
      return record.data.split('.').map(Number);
    case 'AAAA':
      return expandIPv6(record.data).flatMap((group) => [group >> 8, group & 255]);
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return encodeName(record.data);
    case 'MX': {
      const [preference = '0', host = ''] = record.data.split(' ');
      return [Number(preference) >> 8, Number(preference) & 255, ...encodeName(host)];
    }
    case 'SRV': {
      const [priority = '0', weight = '0', port = '0', host = ''] = record.data.split(' ');
      return [priority, weight, port].flatMap((part) => [Number(part) >> 8, Number(part) & 255]).concat(encodeName(host));
    }
    case 'SOA': {
      const [primary = '', mailbox = '', ...numbers] = record.data.split(' ');
      return [...encodeName(primary), ...encodeName(mailbox), ...numbers.map(Number).flatMap((n) => [(n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255])];
    }
    case 'TXT':
    case 'ANY': {
      const text = new TextEncoder().encode(record.data).subarray(0, 255);
      return [text.length, ...text];
    }
  }
}

function parseData(bytes: Uint8Array, start: number, length: number, type: RecordType): string {
  const u16 = (at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  switch (type) {
    case 'A':
      return [...bytes.subarray(start, start + 4)].join('.');
    case 'AAAA':
      return compressIPv6(Array.from({ length: 8 }, (_, i) => u16(start + 2 * i)));
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return parseName(bytes, start).name;
    case 'MX':
      return `${u16(start)} ${parseName(bytes, start + 2).name}`;
    case 'SRV':
      return `${u16(start)} ${u16(start + 2)} ${u16(start + 4)} ${parseName(bytes, start + 6).name}`;
    case 'SOA': {
      const primary = parseName(bytes, start);
      const mailbox = parseName(bytes, primary.end);
      const numbers = Array.from({ length: 5 }, (_, i) => u16(mailbox.end + 4 * i) * 65536 + u16(mailbox.end + 4 * i + 2));
      return [primary.name, mailbox.name, ...numbers].join(' ');
    }
    case 'TXT':
    case 'ANY':
      return new TextDecoder().decode(bytes.subarray(start + 1, start + length));
  }
}

function expandIPv6(text: string): number[] {
  const [head = '', tail] = text.split('::');
  const groups = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  const first = groups(head);
  const last = groups(tail ?? '');
  return [...first, ...Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => 0), ...last].slice(0, 8);
}

function compressIPv6(groups: readonly number[]): string {
  let best = { at: -1, length: 1 };
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (groups[i + length] === 0) length++;
    if (length > best.length) best = { at: i, length };
  }
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  return best.at < 0 ? hex(groups) : `${hex(groups.slice(0, best.at))}::${hex(groups.slice(best.at + best.length))}`;
}
