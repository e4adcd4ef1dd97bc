// Reading one tar header block and PAX records (POSIX pax, GNU tar).

import { BLOCK, FLAG_OF, tarEntry, type TarEntry, type TarKind } from './entry.ts';

/** Bytes that are not a tar archive; the wording is Go's archive/tar. */
export class TarError extends Error {}

export const INVALID_HEADER = 'archive/tar: invalid tar header';

export interface RawHeader {
  flag: string;
  entry: TarEntry;
  /** Bytes that follow the header in the archive. */
  stored: number;
}

const decoder = new TextDecoder();
const KINDS = new Map(Object.entries(FLAG_OF).map(([kind, flag]) => [flag, kind as TarKind]));
const NANO = 1_000_000_000n;

/** Whether a block is all zeros. */
export function isZeroBlock(block: Uint8Array): boolean {
  for (let i = 0; i < BLOCK; i++) if (block[i] !== 0) return false;
  return true;
}

/** Reads a header block. Throws TarError for a wrong checksum or malformed numbers. */
export function readHeader(block: Uint8Array): RawHeader {
  const sum = numeric(block, 148, 8);
  let unsigned = 0;
  let signed = 0;
  for (let i = 0; i < BLOCK; i++) {
    const byte = i >= 148 && i < 156 ? 0x20 : (block[i] as number);
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  if (sum !== unsigned && sum !== signed) throw new TarError(INVALID_HEADER);
  const flagByte = block[156] as number;
  const flag = flagByte === 0 ? '0' : String.fromCharCode(flagByte);
  const magic = text(block, 257, 6);
  const isPosix = magic === 'ustar' && block[262] === 0;
  const hasOwners = isPosix || magic.startsWith('ustar ');
  const short = text(block, 0, 100);
  const prefix = isPosix ? text(block, 345, 155) : '';
  const stored = numeric(block, 124, 12);
  const fullName = prefix === '' ? short : `${prefix}/${short}`;
  // Very old archives mark a directory by its name alone.
  const kind = flagByte === 0 && fullName.endsWith('/') ? 'directory' : (KINDS.get(flag === '7' ? '0' : flag) ?? 'file');
  const entry = tarEntry({
    name: fullName,
    kind,
    mode: numeric(block, 100, 8) & 0o7777,
    uid: numeric(block, 108, 8),
    gid: numeric(block, 116, 8),
    size: kind === 'file' ? stored : 0,
    mtime: BigInt(numeric(block, 136, 12)) * NANO,
    linkname: text(block, 157, 100),
    uname: hasOwners ? text(block, 265, 32) : '',
    gname: hasOwners ? text(block, 297, 32) : '',
    devmajor: hasOwners ? numeric(block, 329, 8) : 0,
    devminor: hasOwners ? numeric(block, 337, 8) : 0,
  });
  return { flag, entry, stored };
}

function text(block: Uint8Array, at: number, room: number): string {
  let ascii = '';
  for (let i = at; i < at + room; i++) {
    const byte = block[i] as number;
    if (byte === 0) break;
    if (byte > 0x7f) {
      const field = block.subarray(at, at + room);
      const end = field.indexOf(0);
      return decoder.decode(end < 0 ? field : field.subarray(0, end));
    }
    ascii += String.fromCharCode(byte);
  }
  return ascii;
}

/** Octal text, or GNU's base-256 when the first bit is set. */
function numeric(block: Uint8Array, at: number, room: number): number {
  if ((block[at] as number) >= 0x80) return base256(block, at, room);
  let value = 0;
  let i = at;
  const end = at + room;
  while (i < end && block[i] === 0x20) i++;
  for (; i < end; i++) {
    const byte = block[i] as number;
    if (byte === 0 || byte === 0x20) break;
    if (byte < 0x30 || byte > 0x37) throw new TarError(INVALID_HEADER);
    value = value * 8 + byte - 0x30;
  }
  return value;
}

function base256(block: Uint8Array, at: number, room: number): number {
  const negative = ((block[at] as number) & 0x40) !== 0;
  let value = 0n;
  for (let i = 0; i < room; i++) {
    let byte = block[at + i] as number;
    if (i === 0) byte &= 0x7f;
    if (negative) byte = (i === 0 ? ~byte & 0x7f : ~byte) & 0xff;
    value = value * 256n + BigInt(byte);
  }
  return Number(negative ? -value - 1n : value);
}

/** PAX records `LENGTH key=value\n`. Values stay bytes, since extended attributes are. Throws TarError. */
export function readPaxRecords(body: Uint8Array): Map<string, Uint8Array> {
  const records = new Map<string, Uint8Array>();
  let at = 0;
  while (at < body.length) {
    const space = body.indexOf(0x20, at);
    const digits = space < 0 ? '' : decoder.decode(body.subarray(at, space));
    const end = at + Number(digits);
    if (!/^[0-9]{1,10}$/.test(digits) || end > body.length || body[end - 1] !== 0x0a) throw new TarError(INVALID_HEADER);
    const equals = body.indexOf(0x3d, space);
    if (equals < 0 || equals >= end || equals === space + 1) throw new TarError(INVALID_HEADER);
    records.set(decoder.decode(body.subarray(space + 1, equals)), body.slice(equals + 1, end - 1));
    at = end;
  }
  return records;
}

/** Applies PAX records to an entry. Returns the number of stored bytes when a record gives it. */
export function applyPax(entry: TarEntry, records: ReadonlyMap<string, Uint8Array>): number | undefined {
  let stored: number | undefined;
  const xattrs = new Map(entry.xattrs);
  for (const [key, bytes] of records) {
    const value = decoder.decode(bytes);
    if (key.startsWith('SCHILY.xattr.')) xattrs.set(key.slice('SCHILY.xattr.'.length), bytes);
    else if (value !== '') stored = applyRecord(entry, key, value) ?? stored;
  }
  entry.xattrs = xattrs;
  return stored;
}

function applyRecord(entry: TarEntry, key: string, value: string): number | undefined {
  switch (key) {
    case 'path':
      entry.name = value;
      break;
    case 'linkpath':
      entry.linkname = value;
      break;
    case 'uname':
    case 'gname':
      entry[key] = value;
      break;
    case 'uid':
    case 'gid':
      entry[key] = integer(value);
      break;
    case 'mtime':
      entry.mtime = paxTime(value);
      break;
    case 'size': {
      const size = integer(value);
      if (entry.kind === 'file') entry.size = size;
      return size;
    }
  }
  return undefined;
}

function integer(value: string): number {
  if (!/^-?[0-9]{1,15}$/.test(value)) throw new TarError(INVALID_HEADER);
  return Number(value);
}

function paxTime(value: string): bigint {
  const match = /^(-?)([0-9]{1,18})(?:\.([0-9]*))?$/.exec(value);
  if (match === null) throw new TarError(INVALID_HEADER);
  const [, sign, seconds = '0', fraction = ''] = match;
  const ns = BigInt(seconds) * NANO + BigInt(fraction.padEnd(9, '0').slice(0, 9));
  return sign === '-' ? -ns : ns;
}
