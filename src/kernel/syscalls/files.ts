/** System calls about descriptors and files. */
import type { DirEntry, OpenFile, OpenFlags, Stat } from '../fs/types.ts';
import { encodeUTF8 } from '../../formats/utf8/encode.ts';
import type { PollFd, Proc, Sys } from '../sys.ts';
import type { WaitQueue } from '../wait-queue.ts';
import { SysError } from '../errno.ts';
import { pipeEnds } from '../pipe.ts';
import { claimTerminal } from '../tty/job-control.ts';
import { terminalOf } from '../tty/pty-files.ts';
import { CoreCalls } from './core.ts';

const READ_SIZE = 65536;

const call = { kind: 'step', cost: 1000 } as const;

export abstract class FileCalls extends CoreCalls {
  open(path: string, flags: OpenFlags, mode = 0o666): number {
    const { process } = this;
    process.descriptors.reserve(1);
    const file = process.fs.open(path, flags, mode);
    const terminal = terminalOf(file);
    if (terminal !== undefined) claimTerminal(process, terminal);
    return process.descriptors.install(file);
  }

  close(fd: number): void {
    this.process.descriptors.close(fd);
  }

  dup(fd: number, atLeast = 0): number {
    return this.process.descriptors.dup(fd, atLeast);
  }

  dup2(from: number, to: number): number {
    return this.process.descriptors.dup2(from, to);
  }

  pipe(): [read: number, write: number] {
    const { descriptors, host } = this.process;
    descriptors.reserve(2);
    const [reader, writer] = pipeEnds(host.nextInode());
    return [descriptors.install(reader), descriptors.install(writer)];
  }

  *read(fd: number, max = READ_SIZE): Sys<Uint8Array> {
    yield call;
    const file = this.process.descriptors.get(fd);
    if (!file.flags.read) throw new SysError('EBADF');
    return yield* file.read(this as unknown as Proc, max);
  }

  *write(fd: number, data: Uint8Array | string): Sys<void> {
    yield call;
    const file = this.process.descriptors.get(fd);
    if (!file.flags.write) throw new SysError('EBADF');
    yield* file.write(this as unknown as Proc, typeof data === 'string' ? encodeUTF8(data) : data);
  }

  seek(fd: number, offset: number, whence: 'set' | 'current' | 'end' = 'set'): number {
    const file = this.process.descriptors.get(fd);
    const { kind, size } = file.stat();
    if (kind === 'fifo' || kind === 'socket' || terminalOf(file) !== undefined) throw new SysError('ESPIPE');
    const base = whence === 'set' ? 0 : whence === 'current' ? file.offset : size;
    if (base + offset < 0) throw new SysError('EINVAL');
    file.offset = base + offset;
    return file.offset;
  }

  ftruncate(fd: number, size: number): void {
    const file = this.process.descriptors.get(fd);
    if (file.truncate === undefined || !file.flags.write) throw new SysError('EINVAL');
    file.truncate(size);
  }

  fstat(fd: number): Stat {
    return this.process.descriptors.get(fd).stat();
  }

  isatty(fd: number): boolean {
    return this.process.descriptors.has(fd) && terminalOf(this.process.descriptors.get(fd)) !== undefined;
  }

  *poll(fds: readonly PollFd[], timeout?: number): Sys<number[]> {
    const { descriptors, host } = this.process;
    const { scheduler } = host.kernel;
    const deadline = timeout === undefined ? Infinity : scheduler.now + timeout;
    yield call;
    for (;;) {
      const ready: number[] = [];
      const queues: WaitQueue[] = [];
      for (const { fd, read, write } of fds) {
        const file = descriptors.get(fd);
        if (((read ?? !write) && file.readable()) || (write && file.writable())) ready.push(fd);
        else if (file.queue !== undefined) queues.push(file.queue);
      }
      if (ready.length > 0 || scheduler.now >= deadline) return ready;
      yield* this.block(queues, deadline);
    }
  }

  setCloseOnExec(fd: number, on: boolean): void {
    this.process.descriptors.setCloseOnExec(fd, on);
  }

  fds(): number[] {
    return this.process.descriptors.list();
  }

  file(fd: number): OpenFile {
    return this.process.descriptors.get(fd);
  }

  install(file: OpenFile): number {
    return this.process.descriptors.install(file);
  }

  stat(path: string): Stat {
    return this.process.fs.stat(path);
  }

  lstat(path: string): Stat {
    return this.process.fs.lstat(path);
  }

  readdir(path: string): DirEntry[] {
    return this.process.fs.readdir(path);
  }

  readFile(path: string): Uint8Array {
    return this.process.fs.readFile(path);
  }

  readText(path: string): string {
    return this.process.fs.readText(path);
  }

  writeFile(path: string, data: Uint8Array | string, mode?: number): void {
    this.process.fs.writeFile(path, data, mode);
  }

  chdir(path: string): void {
    const { fs } = this.process;
    if (fs.stat(path).kind !== 'directory') throw new SysError('ENOTDIR');
    if (!fs.access(path, 1)) throw new SysError('EACCES');
    fs.cwd = fs.realpath(path);
  }

  access(path: string, mode: number): boolean {
    return this.process.fs.access(path, mode);
  }
}
