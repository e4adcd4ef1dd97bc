// Small pieces that several panels show.
import type { ComponentChildren } from 'preact';
import type { ContainerState } from './snapshot.ts';

/** Bytes as Docker prints sizes: decimal units, three figures. */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : Number(value.toPrecision(3))} ${units[unit] ?? ''}`;
}

/** The first twelve digits of an id or a digest. */
export function short(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

/** The name of a volume; an anonymous one is shortened. */
export function volumeName(name: string): string {
  return /^[0-9a-f]{64}$/.test(name) ? name.slice(0, 12) : name;
}

/** A moment of the machine as minutes, seconds and tenths. */
export function moment(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${(seconds % 60).toFixed(1).padStart(4, '0')}`;
}

/** Text in which `code` stands in backquotes. */
export function Coded({ text }: { text: string }) {
  return <>{text.split('`').map((part, at) => (at % 2 ? <code key={at}>{part}</code> : part))}</>;
}

/** The sign of a state: a shape of its own, so that it does not need its colour. */
export function StateMark({ state }: { state: ContainerState }) {
  const shapes: Record<ContainerState, ComponentChildren> = {
    created: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.8" />,
    running: <circle cx="6" cy="6" r="5" fill="currentColor" />,
    paused: <path d="M2.5 1.5h2.5v9H2.5zM7 1.5h2.5v9H7z" fill="currentColor" />,
    restarting: <path d="M10 6a4 4 0 1 1-1.2-2.85M10.5 0.8v2.8H7.7" fill="none" stroke="currentColor" stroke-width="1.8" />,
    removing: <path d="M2 2l8 8M10 2l-8 8" fill="none" stroke="currentColor" stroke-width="2" />,
    exited: <rect x="1.5" y="1.5" width="9" height="9" rx="1.5" fill="currentColor" />,
    dead: <path d="M2 2l8 8M10 2l-8 8" fill="none" stroke="currentColor" stroke-width="2" />,
  };
  return <svg class={`mark ${state}`} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">{shapes[state]}</svg>;
}
