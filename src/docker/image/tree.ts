/** `docker images --tree` (docker/cli cli/command/image/tree.go). */
import type { ImageSummary } from '../../api/image.ts';
import { humanSizeWithPrecision } from '../../formats/go-units/size.ts';
import { textWidth } from '../../formats/tabwriter/width.ts';
import type { Cli } from '../cli.ts';
import { ellipsis, truncateID } from '../format/text.ts';
import { isDangling } from './rows.ts';

interface Details { readonly id: string; readonly disk: string; readonly content: string; readonly used: boolean }
interface Child { readonly platform: string; readonly available: boolean; readonly details: Details }
interface Top { readonly names: readonly string[]; readonly details: Details; readonly children: readonly Child[]; readonly created: number }

/** What the daemon says of the manifests of an image (only with the containerd store). */
interface Manifest {
  readonly ID: string;
  readonly Kind: string;
  readonly Available: boolean;
  readonly Size: { readonly Total: number; readonly Content: number };
  readonly ImageData?: { readonly Platform: { readonly os: string; readonly architecture: string; readonly variant?: string }; readonly Containers: readonly string[] | null };
}

interface Column {
  readonly title: string;
  width: number;
  readonly right?: true;
  readonly plain?: true;
  readonly value?: (details: Details) => string;
}

const RESET = '\x1b[0m';
const TITLE = '\x1b[39m\x1b[1m';
const SPACE = '   ';
const size = (bytes: number): string => humanSizeWithPrecision(bytes, 3);
const bare = (text: string): number => textWidth(text.replace(/\x1b\[[0-9;]*m/g, ''));

/** The whole picture. Colours are for terminals, but for the titles, which always have them. */
export function imageTree(cli: Cli, images: readonly ImageSummary[], all: boolean): string {
  const terminal = cli.isTerminal(1);
  const tops = images.filter((image) => all || !isDangling(image)).map(topOf).sort((a, b) => b.created - a.created);
  const columns = fit(terminal ? Math.max(20, cli.proc.windowSize(1).cols || 80) : 80, columnsFor(tops, terminal), tops);
  const colour = (code: string) => (text: string): string => (terminal ? `${code}${text}${RESET}` : text);
  const [name, normal, faint] = [colour('\x1b[34m\x1b[1m'), colour('\x1b[39m'), colour('\x1b[39m\x1b[2m')];
  const first = columns[0] ?? { title: '', width: 0 };
  const spaced = tops.some((top) => top.children.length > 0);
  const row = (details: Details, paint: (text: string) => string): string =>
    columns.slice(1).map((column) => SPACE + cell(column, column.value?.(details) ?? '', column.plain ? (text) => text : paint)).join('');

  let out = `${colour('\x1b[93m')("WARNING: This is an experimental feature. The output may change and shouldn't be depended on.")}\n`;
  out += `${legend(terminal, cli)}\n\n`;
  out += `${columns.map((column) => cell(column, column.title.toUpperCase(), (text) => `${TITLE}${text}${RESET}`)).join(SPACE)}\n`;
  for (const top of tops) {
    const names = [...top.names].sort((a, b) => b.length - a.length);
    out += names.slice(0, -1).map((text) => `${name(text)}\n`).join('');
    out += names.length === 0 ? cell(first, '<untagged>', faint) : cell(first, names.at(-1) ?? '', name);
    out += row(top.details, normal);
    if (spaced) out += '\n';
    top.children.forEach((child, i) => {
      const paint = child.available ? normal : faint;
      out += `${cell(first, `${i === top.children.length - 1 ? '└─' : '├─'} ${child.platform}`, paint)}${row(child.details, paint)}\n`;
    });
    out += '\n';
  }
  return out;
}

function topOf(image: ImageSummary): Top {
  const manifests = (image.Manifests ?? []) as unknown as Manifest[];
  const children = manifests.filter((manifest) => manifest.Kind === 'image').map((manifest): Child => {
    const { os = '', architecture = '', variant } = manifest.ImageData?.Platform ?? { os: '', architecture: '' };
    return {
      platform: [os, architecture, ...(variant === undefined || variant === '' ? [] : [variant])].join('/'),
      available: manifest.Available,
      details: { id: manifest.ID, disk: size(manifest.Size.Total), content: size(manifest.Size.Content), used: (manifest.ImageData?.Containers ?? []).length > 0 },
    };
  });
  const content = manifests.reduce((sum, manifest) => sum + manifest.Size.Content, 0);
  const used = image.Containers > 0 || children.some((child) => child.details.used);
  return { names: image.RepoTags ?? [], details: { id: image.Id, disk: size(image.Size), content: size(content), used }, children, created: image.Created };
}

const CHIP = '\x1b[38;5;0m\x1b[48;5;14m U \x1b[0m';

function columnsFor(tops: readonly Top[], terminal: boolean): Column[] {
  const possible = tops.some((top) => top.children.some((child) => child.details.used));
  const chip = terminal ? CHIP : 'U';
  return [
    { title: 'Image', width: 0 },
    { title: 'ID', width: 12, value: (d) => truncateID(d.id) },
    { title: 'Disk usage', width: 10, right: true, value: (d) => d.disk },
    { title: 'Content size', width: 12, right: true, value: (d) => d.content },
    { title: 'Extra', width: 5, plain: true, value: (d) => (!possible ? '' : d.used ? chip : terminal ? '   ' : ' ') },
  ];
}

/** Drops columns that do not fit and gives the first the width that its widest text needs. */
function fit(width: number, columns: Column[], tops: readonly Top[]): Column[] {
  let left = width;
  let count = columns.length;
  for (const [i, column] of columns.entries()) {
    if (column.width === 0) continue;
    const needed = column.width + (i > 0 ? SPACE.length : 0);
    if (left - needed < 12) {
      count = i;
      break;
    }
    left -= needed;
  }
  const widest = Math.max('Image'.length, ...tops.flatMap((top) => [...top.names.map((name) => name.length), ...top.children.map((child) => child.platform.length + 7)]));
  const kept = columns.slice(0, count);
  if (kept[0] !== undefined) kept[0].width = Math.min(left, widest);
  return kept;
}

function cell(column: Column, text: string, paint: (text: string) => string): string {
  const width = bare(text);
  if (width > column.width) return paint(ellipsis(text, column.width));
  const fill = ' '.repeat(column.width - width);
  return column.right ? fill + paint(text) : paint(text) + fill;
}

/** What the letters in the last column mean, at the right margin. */
function legend(terminal: boolean, cli: Cli): string {
  const info = terminal ? '\x1b[1m\x1b[106m\x1b[30mi\x1b[0m\x1b[0m \x1b[96mInfo → \x1b[0m\x1b[0m' : ' Info -> ';
  const text = `${info} ${terminal ? CHIP : 'U'} In Use `;
  const width = terminal ? Math.max(20, cli.proc.windowSize(1).cols || 80) : 80;
  return ' '.repeat(Math.max(0, width - bare(text))) + text;
}
