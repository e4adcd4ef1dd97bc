// Writing tar archives: ustar headers with PAX records where ustar has no room, as Go's archive/tar writes FormatPAX;
// files with holes in GNU's sparse format 1.0. The same entries give the same bytes.

import { compareStrings } from '../go-values/values.ts'
import { BLOCK, FLAG_OF, type TarEntry, type TarSegment } from './entry.ts'

/** The end of an archive: two blocks of zeros. */
export const TAR_END: Uint8Array = new Uint8Array(2 * BLOCK)

const encoder = new TextEncoder()
const NANO = 1_000_000_000n

/**
 * The bytes of one entry, as chunks; file data is handed on without a copy. `data` of a file is its content, or the runs
 * between its holes, in order. Throws RangeError when runs overlap or exceed the size.
 */
export function encodeTarEntry(entry: TarEntry, data: Uint8Array | readonly TarSegment[] = []): Uint8Array[] {
  const segments = data instanceof Uint8Array ? (data.length === 0 ? [] : [{ offset: 0, data }]) : data
  const dataSize = checkSegments(entry, segments)
  const sparse = entry.kind === 'file' && dataSize < entry.size
  const records = new Map<string, string | Uint8Array>()
  const name = entry.kind === 'directory' ? `${entry.name.replace(/\/+$/, '')}/` : entry.name
  let map: Uint8Array | undefined
  let headerName = name
  if (sparse) {
    map = sparseMap(entry.size, segments)
    records.set('GNU.sparse.major', '1')
    records.set('GNU.sparse.minor', '0')
    records.set('GNU.sparse.name', name)
    records.set('GNU.sparse.realsize', String(entry.size))
    headerName = besides(name, 'GNUSparseFile.0')
  }
  const stored = entry.kind === 'file' ? dataSize + (map?.length ?? 0) : 0
  collectRecords(records, entry, headerName, stored)
  const chunks: Uint8Array[] = []
  if (records.size > 0) chunks.push(...paxHeader(name, records))
  chunks.push(mainHeader(entry, headerName, stored))
  if (map !== undefined) chunks.push(map)
  for (const segment of segments) chunks.push(segment.data)
  const rest = stored % BLOCK
  if (rest > 0) chunks.push(new Uint8Array(BLOCK - rest))
  return chunks
}

function checkSegments(entry: TarEntry, segments: readonly TarSegment[]): number {
  let end = 0
  let size = 0
  for (const segment of segments) {
    if (segment.offset < end) throw new RangeError(`tar: overlapping data in ${entry.name}`)
    end = segment.offset + segment.data.length
    size += segment.data.length
  }
  if (end > entry.size) throw new RangeError(`tar: more data than the size of ${entry.name}`)
  return size
}

/** GNU.sparse 1.0: the number of runs, then offset and length of each, a decimal a line, padded to a block. */
function sparseMap(size: number, segments: readonly TarSegment[]): Uint8Array {
  const runs = segments.filter((s) => s.data.length > 0).map((s) => [s.offset, s.data.length] as const)
  const last = runs[runs.length - 1]
  // An empty run at the end marks a hole there, as GNU tar writes it.
  if (last === undefined || last[0] + last[1] < size) runs.push([size, 0])
  const text = `${runs.length}\n${runs.map(([offset, length]) => `${offset}\n${length}\n`).join('')}`
  const map = new Uint8Array(Math.ceil(text.length / BLOCK) * BLOCK)
  map.set(encoder.encode(text))
  return map
}

function collectRecords(records: Map<string, string | Uint8Array>, entry: TarEntry, name: string, stored: number): void {
  const text = (key: string, value: string, room: number) => {
    if (!isAscii(value) || value.length > room) records.set(key, value)
  }
  const number = (key: string, value: number, digits: number) => {
    if (value < 0 || value >= 8 ** digits) records.set(key, String(value))
  }
  if (!records.has('GNU.sparse.name')) text('path', name, 100)
  text('linkpath', entry.linkname, 100)
  text('uname', entry.uname, 32)
  text('gname', entry.gname, 32)
  number('uid', entry.uid, 7)
  number('gid', entry.gid, 7)
  number('size', stored, 11)
  const seconds = entry.mtime / NANO
  if (entry.mtime % NANO !== 0n || seconds < 0n || seconds >= 8n ** 11n) records.set('mtime', formatPaxTime(entry.mtime))
  for (const [key, value] of entry.xattrs) records.set(`SCHILY.xattr.${key}`, value)
}

/** Seconds with a fraction, without trailing zeros. */
function formatPaxTime(ns: bigint): string {
  const negative = ns < 0n
  const magnitude = negative ? -ns : ns
  const fraction = (magnitude % NANO).toString().padStart(9, '0').replace(/0+$/, '')
  return `${negative ? '-' : ''}${magnitude / NANO}${fraction === '' ? '' : `.${fraction}`}`
}

function paxHeader(name: string, records: ReadonlyMap<string, string | Uint8Array>): Uint8Array[] {
  const parts = [...records.keys()].sort(compareStrings).map((key) => paxRecord(key, records.get(key) ?? ''))
  const size = parts.reduce((sum, part) => sum + part.length, 0)
  const body = new Uint8Array(Math.ceil(size / BLOCK) * BLOCK)
  let at = 0
  for (const part of parts) {
    body.set(part, at)
    at += part.length
  }
  const header = new Uint8Array(BLOCK)
  putText(header, 0, 100, toAscii(besides(name, 'PaxHeaders.0')).slice(0, 100).replace(/\/+$/, ''))
  for (const [offset, room] of [[100, 8], [108, 8], [116, 8], [136, 12]] as const) putOctal(header, offset, room, 0)
  putOctal(header, 124, 12, size)
  header[156] = 0x78
  finish(header)
  return [header, body]
}

/** `LENGTH key=value\n`, where the length counts itself. */
function paxRecord(key: string, value: string | Uint8Array): Uint8Array {
  const start = encoder.encode(` ${key}=`)
  const content = typeof value === 'string' ? encoder.encode(value) : value
  const rest = start.length + content.length + 1
  let length = rest + String(rest).length
  length = rest + String(length).length
  const record = new Uint8Array(length)
  const digits = encoder.encode(String(length))
  record.set(digits)
  record.set(start, digits.length)
  record.set(content, digits.length + start.length)
  record[length - 1] = 0x0a
  return record
}

function mainHeader(entry: TarEntry, name: string, stored: number): Uint8Array {
  const header = new Uint8Array(BLOCK)
  putText(header, 0, 100, toAscii(name))
  putOctal(header, 100, 8, entry.mode)
  putOctal(header, 108, 8, entry.uid)
  putOctal(header, 116, 8, entry.gid)
  putOctal(header, 124, 12, stored)
  const seconds = entry.mtime / NANO
  putOctal(header, 136, 12, seconds < 0n ? 0 : Number(seconds))
  header[156] = FLAG_OF[entry.kind].charCodeAt(0)
  putText(header, 157, 100, toAscii(entry.linkname))
  putText(header, 265, 32, toAscii(entry.uname))
  putText(header, 297, 32, toAscii(entry.gname))
  putOctal(header, 329, 8, entry.devmajor)
  putOctal(header, 337, 8, entry.devminor)
  finish(header)
  return header
}

function finish(header: Uint8Array): void {
  putText(header, 257, 6, 'ustar')
  putText(header, 263, 2, '00')
  header.fill(0x20, 148, 156)
  let sum = 0
  for (let i = 0; i < BLOCK; i++) sum += header[i] as number
  putText(header, 148, 8, `${sum.toString(8).padStart(6, '0')}\0 `)
}

function putText(header: Uint8Array, at: number, room: number, text: string): void {
  // Only ASCII comes here.
  const length = Math.min(room, text.length)
  for (let i = 0; i < length; i++) header[at + i] = text.charCodeAt(i)
}

/** Octal digits with a NUL; 0 when there is no room, a PAX record says the rest. */
function putOctal(header: Uint8Array, at: number, room: number, value: number): void {
  const fits = value >= 0 && value < 8 ** (room - 1)
  putText(header, at, room, (fits ? value : 0).toString(8).padStart(room - 1, '0'))
}

/** `a/b` → `a/FOLDER/b`. */
function besides(name: string, folder: string): string {
  const trimmed = name.replace(/\/+$/, '')
  const slash = trimmed.lastIndexOf('/')
  return slash < 0 ? `${folder}/${trimmed}` : `${trimmed.slice(0, slash)}/${folder}/${trimmed.slice(slash + 1)}`
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 0 || unit > 0x7f) return false
  }
  return true
}

function toAscii(text: string): string {
  return isAscii(text) ? text : [...text].filter(isAscii).join('')
}
