/** The terminal that drydock runs in as a terminal of the simulation: raw keys in, bytes out, the window's size with it. */
import { spawnSync } from 'node:child_process';
import type { Kernel } from '../kernel/kernel.ts';
import type { KernelHost } from '../kernel/kernel-host.ts';
import type { OutsideTerminal } from '../kernel/tty/outside-terminal.ts';
import type { WindowSize } from '../kernel/tty/types.ts';

export interface RealTerminal {
  readonly terminal: OutsideTerminal;
  /** Shows the rest and gives the real terminal back. */
  end(): Promise<void>;
}

/** The size of the real window. */
export function realSize(): WindowSize {
  return { rows: process.stdout.rows || 24, cols: process.stdout.columns || 80 };
}

/** Puts the real terminal into raw mode and joins it with a new one of the host. */
export function attachTerminal(kernel: Kernel, host: KernelHost, kick: () => void): RealTerminal {
  const terminal = kernel.openTerminal(host, realSize());
  const end = joinTerminal(terminal, kick);
  terminal.onOutput = (bytes) => void process.stdout.write(bytes);
  return { terminal, end };
}

/** Joins keys and size of the real terminal with one of the simulation. The result gives the real one back. */
export function joinTerminal(terminal: Pick<OutsideTerminal, 'input' | 'resize'>, kick: () => void): () => Promise<void> {
  const typed = (data: Buffer): void => {
    terminal.input(data);
    kick();
  };
  const resized = (): void => {
    terminal.resize(realSize());
    kick();
  };
  process.stdin.setRawMode(true);
  outputProcessing(false);
  process.stdin.on('data', typed);
  process.stdout.on('resize', resized);
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    process.stdin.off('data', typed);
    process.stdout.off('resize', resized);
    outputProcessing(true);
    process.stdin.setRawMode(false);
  };
}

/** Node's raw mode still makes CR LF of each LF; the simulated terminal has done that already. Without stty lines get a CR more, which does not show. */
function outputProcessing(on: boolean): void {
  spawnSync('stty', [on ? 'opost' : '-opost'], { stdio: 'inherit' });
}
