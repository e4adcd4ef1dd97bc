/** A `drydock serve` of its own for a test, and the clients that speak to it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DRYDOCK = fileURLToPath(new URL('../../src/headless/drydock.ts', import.meta.url));
const LIMIT = 60_000;

export interface Printed { readonly stdout: string; readonly stderr: string; readonly code: number | null }

export class ServedEngine {
  readonly folder: string;
  readonly address: string;
  readonly #process: ChildProcess;

  private constructor(folder: string, process: ChildProcess) {
    this.folder = folder;
    this.address = `unix://${join(folder, 'docker.sock')}`;
    this.#process = process;
  }

  static async start(...args: string[]): Promise<ServedEngine> {
    const folder = mkdtempSync(join(tmpdir(), 'drydock-'));
    const child = spawn(process.execPath, [DRYDOCK, 'serve', '--listen', `unix://${join(folder, 'docker.sock')}`, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', (data: Buffer) => String(data).includes('listening') && resolve());
      child.on('exit', (code) => reject(new Error(`drydock serve ended with exit code ${code}`)));
    });
    return new ServedEngine(folder, child);
  }

  /** Ends it by SIGTERM; its exit code. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#process.on('exit', resolve));
    this.#process.kill('SIGTERM');
    const code = await ended;
    rmSync(this.folder, { recursive: true, force: true });
    return code;
  }

  /** The client that Docker ships. */
  real(args: readonly string[], input = ''): Promise<Printed> {
    return run('docker', ['-H', this.address, ...args], input, this.folder);
  }

  /** The same through a terminal: its bytes are in `stdout`. */
  realInTerminal(command: string, input = ''): Promise<Printed> {
    return run('script', ['-qec', `docker -H ${this.address} ${command}`, '/dev/null'], input, this.folder);
  }

  /** Our own client. */
  own(args: readonly string[], input = ''): Promise<Printed> {
    return run(process.execPath, [DRYDOCK, 'docker', '-H', this.address, ...args], input, this.folder);
  }
}

/** Whether a program can be run. */
export function installed(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}

function run(program: string, args: readonly string[], input: string, cwd: string): Promise<Printed> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, HOME: cwd, DOCKER_CLI_HINTS: 'false', NO_COLOR: '1' }, timeout: LIMIT });
    const text = { stdout: '', stderr: '' };
    child.stdout.on('data', (data: Buffer) => (text.stdout += String(data)));
    child.stderr.on('data', (data: Buffer) => (text.stderr += String(data)));
    child.on('close', (code) => resolve({ ...text, code }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
