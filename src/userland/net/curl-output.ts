/** Where curl's output goes: the body to a file or standard output, the progress meter to standard error. */
import { SysError, isSysError } from '../../kernel/errno.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { METER_HEAD, meterLine } from './curl-report.ts';
import { CurlError } from './curl-transfer.ts';

const SECOND = 1e9;

/** Where the body goes: standard output, or a file that is made with its first byte. */
export class Sink {
  readonly terminal: boolean;
  readonly #proc: Proc;
  readonly #directory: string | undefined;
  readonly #createDirs: boolean;
  readonly #output: { name: string; value: string } | undefined;
  #path: string | undefined;
  #fd: number | undefined;

  constructor(proc: Proc, output: { name: string; value: string } | undefined, directory: string | undefined, createDirs: boolean) {
    this.#proc = proc;
    this.#output = output;
    this.#directory = directory;
    this.#createDirs = createDirs;
    if (output?.name === 'output' && output.value !== '-') this.#path = output.value;
    this.terminal = output === undefined && proc.isatty(1);
  }

  /** The file name of -O. */
  name(remote: string): void {
    if (this.#output?.name !== 'remote-name' || this.#path !== undefined) return;
    if (remote === '') throw new CurlError(23, 'Failed writing received data to disk/application');
    this.#path = remote;
  }

  /** 23 when the file cannot be made or written. */
  *write(data: Uint8Array): Sys<void> {
    try {
      yield* this.#put(data);
    } catch (error) {
      if (!isSysError(error)) throw error;
      throw new CurlError(23, 'Failure writing output to destination');
    }
  }

  *#put(data: Uint8Array): Sys<void> {
    if (this.#path === undefined) {
      if (this.terminal && data.includes(0)) {
        yield* this.#proc.write(2, `Warning: Binary output can mess up your terminal. Use "--output -" to tell \nWarning: curl to output it to your terminal anyway, or consider "--output \nWarning: <FILE>" to save to a file.\n`);
        throw new SysError('EIO');
      }
      yield* this.#proc.write(1, data);
      return;
    }
    this.#fd ??= this.#open(this.#path);
    yield* this.#proc.write(this.#fd, data);
  }

  /** A transfer without a body leaves an empty file. */
  *finish(): Sys<void> {
    if (this.#path !== undefined && this.#fd === undefined) yield* this.write(new Uint8Array(0));
  }

  *close(): Sys<void> {
    if (this.#fd !== undefined) this.#proc.close(this.#fd);
    this.#fd = undefined;
  }

  #open(path: string): number {
    const full = this.#directory === undefined ? path : `${this.#directory}/${path}`;
    if (this.#createDirs && full.includes('/')) this.#proc.fs.mkdirs(full.slice(0, full.lastIndexOf('/')), 0o755);
    return this.#proc.open(full, { write: true, create: true, truncate: true }, 0o644);
  }
}

/** The progress meter on standard error. */
export class Meter {
  readonly #proc: Proc;
  readonly #on: boolean;
  readonly #bar: boolean;
  #started: number | undefined;
  #shown = Infinity;
  #last: { total: number | undefined; received: number } | undefined;

  constructor(proc: Proc, on: boolean, bar: boolean) {
    this.#proc = proc;
    this.#on = on;
    this.#bar = bar;
  }

  *start(): Sys<void> {
    if (!this.#on || this.#started !== undefined) return;
    this.#started = this.#proc.now();
    this.#shown = this.#started;
    if (!this.#bar) yield* this.#proc.write(2, `${METER_HEAD}\r${meterLine(undefined, 0, 0)}`);
  }

  /** Shows how far it is, once a second. */
  *update(total: number | undefined, received: number): Sys<void> {
    if (this.#started === undefined) return;
    this.#last = { total, received };
    if (this.#bar || this.#proc.now() - this.#shown < SECOND) return;
    this.#shown = this.#proc.now();
    yield* this.#proc.write(2, `\r${meterLine(total, received, this.#shown - this.#started)}`);
  }

  *end(): Sys<void> {
    if (this.#started === undefined) return;
    const elapsed = this.#proc.now() - this.#started;
    this.#started = undefined;
    if (this.#bar) {
      if (this.#last) yield* this.#proc.write(2, `\r${'#'.repeat(72)} 100.0%\n`);
      return;
    }
    yield* this.#proc.write(2, `\r${this.#last ? meterLine(this.#last.total, this.#last.received, elapsed) : meterLine(undefined, 0, 0)}\n`);
  }
}
