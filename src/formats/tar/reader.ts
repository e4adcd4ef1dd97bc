// Reading tar archives as the bytes come: ustar, PAX, GNU long names, GNU sparse files (old format, 0.1 and 1.0).

import { ByteQueue } from '../http/byte-queue.ts';
import { BLOCK, type TarEntry, type TarSegment } from './entry.ts';
import { applyPax, INVALID_HEADER, isZeroBlock, readHeader, readPaxRecords, TarError, type RawHeader } from './header.ts';

export type TarEvent =
  | { type: 'entry'; entry: TarEntry }
  /** Bytes of the current file at an offset of the file; what is never given is a hole. */
  | { type: 'data'; offset: number; data: Uint8Array }
  /** The end marker, or the end of input between two entries. */
  | { type: 'end' };

interface Run {
  offset: number;
  length: number;
}

const MAX_SPECIAL = 1 << 20;
const decoder = new TextDecoder();

/** An incremental reader; push bytes, then read events until it wants more. */
export class TarReader {
  private readonly queue = new ByteQueue();
  private closed = false;
  private state: 'header' | 'special' | 'map' | 'data' | 'padding' | 'done' = 'header';
  private zeroBlocks = 0;
  private special: RawHeader | undefined;
  private current: RawHeader | undefined;
  private pax = new Map<string, Uint8Array>();
  private global = new Map<string, Uint8Array>();
  private longName: string | undefined;
  private longLink: string | undefined;
  private runs: Run[] = [];
  private mapText = '';
  /** Stored bytes of the current member that were not read yet, and its padding. */
  private left = 0;
  private padding = 0;

  push(chunk: Uint8Array): void {
    if (this.state !== 'done') this.queue.push(chunk);
  }

  /** No more bytes will come. */
  close(): void {
    this.closed = true;
  }

  /** The next event; undefined when more bytes are needed. Throws TarError. */
  read(): TarEvent | undefined {
    for (;;) {
      if (this.state === 'done') return undefined;
      const event = this.step();
      if (event === 'again') continue;
      if (event === undefined && this.closed) {
        const clean = this.state === 'header' && this.queue.length === 0 && this.pax.size === 0 && this.longName === undefined;
        if (!clean) throw new TarError('unexpected EOF');
        this.state = 'done';
        return { type: 'end' };
      }
      return event;
    }
  }

  private step(): TarEvent | 'again' | undefined {
    switch (this.state) {
      case 'header':
        return this.queue.length < BLOCK ? undefined : this.header(this.queue.take(BLOCK));
      case 'special':
        return this.specialBody();
      case 'map':
        return this.mapBlock();
      case 'data':
        return this.data();
      default: {
        this.padding -= this.queue.take(this.padding).length;
        if (this.padding > 0) return undefined;
        this.state = 'header';
        return 'again';
      }
    }
  }

  private header(block: Uint8Array): TarEvent | 'again' {
    if (isZeroBlock(block)) {
      this.zeroBlocks++;
      if (this.zeroBlocks < 2) return 'again';
      this.state = 'done';
      return { type: 'end' };
    }
    if (this.zeroBlocks > 0) throw new TarError(INVALID_HEADER);
    const raw = readHeader(block);
    if ('xgLK'.includes(raw.flag)) {
      if (raw.stored > MAX_SPECIAL) throw new TarError('archive/tar: header field too long');
      this.special = raw;
      this.state = 'special';
      return 'again';
    }
    return this.begin(raw, block);
  }

  private specialBody(): 'again' | undefined {
    const raw = this.special as RawHeader;
    const padded = Math.ceil(raw.stored / BLOCK) * BLOCK;
    if (this.queue.length < padded) return undefined;
    const body = this.queue.take(padded).subarray(0, raw.stored);
    const end = body.indexOf(0);
    if (raw.flag === 'x') this.pax = readPaxRecords(body);
    else if (raw.flag === 'g') this.global = new Map([...this.global, ...readPaxRecords(body)]);
    else if (raw.flag === 'L') this.longName = decoder.decode(end < 0 ? body : body.subarray(0, end));
    else this.longLink = decoder.decode(end < 0 ? body : body.subarray(0, end));
    this.state = 'header';
    return 'again';
  }

  private begin(raw: RawHeader, block: Uint8Array): TarEvent | 'again' {
    const { entry } = raw;
    if (this.longName !== undefined) entry.name = this.longName;
    if (this.longLink !== undefined) entry.linkname = this.longLink;
    const records = this.global.size === 0 ? this.pax : new Map([...this.global, ...this.pax]);
    raw.stored = applyPax(entry, records) ?? raw.stored;
    this.pax = new Map();
    this.longName = undefined;
    this.longLink = undefined;
    // Links and the like have no content, whatever the header says.
    if (entry.kind !== 'file' && raw.flag !== '0') raw.stored = 0;
    this.current = raw;
    this.left = raw.stored;
    this.padding = (BLOCK - (raw.stored % BLOCK)) % BLOCK;
    this.runs = [{ offset: 0, length: raw.stored }];
    this.mapText = '';
    if (entry.name.endsWith('/') && entry.kind === 'directory') entry.name = entry.name.replace(/\/+$/, '');
    return this.sparse(raw, records, block);
  }

  private sparse(raw: RawHeader, records: ReadonlyMap<string, Uint8Array>, block: Uint8Array): TarEvent | 'again' {
    const { entry } = raw;
    const record = (key: string): string | undefined => {
      const bytes = records.get(key);
      return bytes === undefined ? undefined : decoder.decode(bytes);
    };
    if (raw.flag === 'S') {
      if (block[482] !== 0) throw new TarError('archive/tar: extended old GNU sparse maps are not supported');
      entry.size = octal(block, 483, 12);
      this.runs = [0, 1, 2, 3].map((i) => ({ offset: octal(block, 386 + 24 * i, 12), length: octal(block, 398 + 24 * i, 12) }));
      return this.announce();
    }
    const name = record('GNU.sparse.name');
    const realSize = record('GNU.sparse.realsize') ?? record('GNU.sparse.size');
    const map = record('GNU.sparse.map');
    const isOne = record('GNU.sparse.major') === '1' && record('GNU.sparse.minor') === '0';
    if (realSize === undefined || (map === undefined && !isOne)) return this.announce();
    if (name !== undefined) entry.name = name;
    entry.size = integer(realSize);
    if (map !== undefined) {
      this.setRuns(map === '' ? [] : map.split(',').map(integer));
      return this.announce();
    }
    this.state = 'map';
    return 'again';
  }

  /** Reads the map of format 1.0 a block at a time. */
  private mapBlock(): TarEvent | 'again' | undefined {
    if (this.queue.length < BLOCK) return undefined;
    if (this.left < BLOCK || this.mapText.length > MAX_SPECIAL) throw new TarError(INVALID_HEADER);
    this.left -= BLOCK;
    this.mapText += decoder.decode(this.queue.take(BLOCK));
    const lines = this.mapText.split('\n');
    const count = lines.length > 1 ? integer(lines[0] as string) : undefined;
    if (count === undefined || lines.length <= 2 * count + 1) return 'again';
    this.setRuns(lines.slice(1, 2 * count + 1).map(integer));
    return this.announce();
  }

  private setRuns(numbers: readonly number[]): void {
    this.runs = [];
    for (let i = 0; i + 1 < numbers.length; i += 2) this.runs.push({ offset: numbers[i] as number, length: numbers[i + 1] as number });
  }

  private announce(): TarEvent {
    const { entry } = this.current as RawHeader;
    let end = 0;
    let total = 0;
    this.runs = this.runs.filter((run) => run.length > 0);
    for (const run of this.runs) {
      if (run.offset < end) throw new TarError(INVALID_HEADER);
      end = run.offset + run.length;
      total += run.length;
    }
    if (entry.kind === 'file' && (end > entry.size || total !== this.left)) throw new TarError(INVALID_HEADER);
    this.state = this.left > 0 ? 'data' : 'padding';
    return { type: 'entry', entry };
  }

  private data(): TarEvent | 'again' | undefined {
    const run = this.runs[0];
    if (run === undefined) {
      this.state = 'padding';
      return 'again';
    }
    if (this.queue.length === 0) return undefined;
    const data = this.queue.take(run.length);
    const offset = run.offset;
    run.offset += data.length;
    run.length -= data.length;
    if (run.length === 0) this.runs.shift();
    return { type: 'data', offset, data };
  }
}

function octal(block: Uint8Array, at: number, room: number): number {
  const digits = decoder
    .decode(block.subarray(at, at + room))
    .replace(/[\0 ]+$/g, '')
    .trim();
  if (digits === '') return 0;
  if (!/^[0-7]+$/.test(digits)) throw new TarError(INVALID_HEADER);
  return parseInt(digits, 8);
}

function integer(text: string): number {
  if (!/^[0-9]{1,15}$/.test(text)) throw new TarError(INVALID_HEADER);
  return Number(text);
}

/** Reads a whole archive. Neighbouring pieces of data are joined. Throws TarError. */
export function readTar(archive: Uint8Array): { entry: TarEntry; segments: TarSegment[] }[] {
  const reader = new TarReader();
  reader.push(archive);
  reader.close();
  const members: { entry: TarEntry; segments: TarSegment[] }[] = [];
  for (let event = reader.read(); event !== undefined && event.type !== 'end'; event = reader.read()) {
    if (event.type === 'entry') members.push({ entry: event.entry, segments: [] });
    else members[members.length - 1]?.segments.push({ offset: event.offset, data: event.data });
  }
  return members;
}
