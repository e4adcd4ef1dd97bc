/** The json-file driver: one JSON object a line, rotated by size (docs.docker.com/engine/logging/drivers/json-file). */
import { fromHumanSize } from '../../../formats/go-units/size.ts';
import { decodeJSON } from '../../../formats/json/decode.ts';
import { encodeJSON } from '../../../formats/json/encode.ts';
import type { FsView } from '../../../kernel/fs/types.ts';
import { parseRFC3339, rfc3339Nano } from '../../time.ts';
import type { LogDriver, LogEntry, StreamName } from './driver.ts';

interface Line { log: string; stream: StreamName; attrs?: Record<string, string>; time: string }

export class JsonFileLog implements LogDriver {
  readonly type: string;
  readonly #fs: FsView;
  readonly #path: string;
  readonly #maxSize: number;
  readonly #maxFile: number;
  #size: number;
  readonly #listeners = new Set<(entry: LogEntry) => void>();

  constructor(fs: FsView, path: string, options: Readonly<Record<string, string>>, type: string) {
    this.type = type;
    this.#fs = fs;
    this.#path = path;
    this.#maxSize = options['max-size'] === undefined ? -1 : fromHumanSize(options['max-size']);
    this.#maxFile = Math.max(1, Number(options['max-file'] ?? '1') || 1);
    if (!fs.exists(path)) {
      fs.mkdirs(path.slice(0, path.lastIndexOf('/')), 0o710);
      fs.writeFile(path, '', 0o640);
    }
    this.#size = fs.stat(path).size;
  }

  write(entry: LogEntry): void {
    const line: Line = {
      log: entry.line, stream: entry.stream, ...(Object.keys(entry.attrs).length > 0 ? { attrs: { ...entry.attrs } } : {}), time: rfc3339Nano(entry.time),
    };
    const text = `${encodeJSON(line)}\n`;
    if (this.#maxSize > 0 && this.#size >= this.#maxSize) this.#rotate();
    this.#fs.appendFile(this.#path, text);
    this.#size += text.length;
    for (const listener of [...this.#listeners]) listener(entry);
  }

  #rotate(): void {
    if (this.#maxFile < 2) this.#fs.writeFile(this.#path, '');
    else {
      for (let i = this.#maxFile - 1; i > 1; i--) {
        const from = `${this.#path}.${i - 1}`;
        if (this.#fs.exists(from)) this.#fs.rename(from, `${this.#path}.${i}`);
      }
      this.#fs.rename(this.#path, `${this.#path}.1`);
      this.#fs.writeFile(this.#path, '', 0o640);
    }
    this.#size = 0;
  }

  read(): LogEntry[] {
    const entries: LogEntry[] = [];
    for (let i = this.#maxFile - 1; i >= 0; i--) {
      const path = i === 0 ? this.#path : `${this.#path}.${i}`;
      if (!this.#fs.exists(path)) continue;
      for (const text of this.#fs.readText(path).split('\n')) {
        const entry = text === '' ? undefined : parseLine(text);
        if (entry) entries.push(entry);
      }
    }
    return entries;
  }

  subscribe(listener: (entry: LogEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** A line that is not what the driver writes (someone edited the file) is passed over. */
function parseLine(text: string): LogEntry | undefined {
  try {
    const line = decodeJSON(text) as Line;
    return { line: line.log, stream: line.stream, time: parseRFC3339(line.time) ?? 0n, attrs: line.attrs ?? {} };
  } catch {
    return undefined;
  }
}
