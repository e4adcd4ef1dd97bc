/** Rows of `docker ps` and the container part of `docker system df -v` (docker/cli cli/command/formatter/container.go). */
import type { ContainerSummary, Port } from '../../api/container.ts';
import { humanSizeWithPrecision } from '../../formats/go-units/size.ts';
import { familiarString, isNamed, parseNormalizedNamed } from '../../formats/image-reference/reference.ts';
import { quote } from '../../formats/pflag/quote.ts';
import type { Cli } from '../cli.ts';
import { makeRow, type RowType } from '../format/formatter.ts';
import { age, ellipsis, goTime, joinHostPort, labelList, truncateID } from '../format/text.ts';

export const CONTAINER_ROWS: RowType = {
  goName: '*formatter.ContainerContext',
  headers: {
    ID: 'CONTAINER ID', Names: 'NAMES', Image: 'IMAGE', Command: 'COMMAND', CreatedAt: 'CREATED AT', RunningFor: 'CREATED', Ports: 'PORTS', State: 'STATE',
    Status: 'STATUS', Size: 'SIZE', Labels: 'LABELS', Mounts: 'MOUNTS', LocalVolumes: 'LOCAL VOLUMES', Networks: 'NETWORKS', Platform: 'PLATFORM',
  },
};

/** `trunc` cuts ids, names and commands; `onSize` is told when a format looks at the size. */
export function containerRow(cli: Cli, c: ContainerSummary, trunc: boolean, onSize?: () => void): object {
  const cut = (text: string, width: number): string => (trunc ? ellipsis(text, width) : text);
  return makeRow(CONTAINER_ROWS, {
    ID: () => (trunc ? truncateID(c.Id) : c.Id),
    Names: () => {
      const names = (c.Names ?? []).map((name) => name.slice(1));
      return (trunc ? names.find((name) => !name.includes('/')) : undefined) ?? names.join(',');
    },
    Image: () => imageName(c, trunc),
    Command: () => quote(cut(c.Command, 20)),
    CreatedAt: () => goTime(c.Created),
    RunningFor: () => `${age(cli, c.Created)} ago`,
    Platform: () => {
      const platform = (c.ImageManifestDescriptor as { platform?: object } | undefined)?.platform;
      return platform === undefined ? null : platform;
    },
    Ports: () => displayPorts(c.Ports ?? []),
    State: () => c.State ?? '',
    Status: () => c.Status,
    Size: () => {
      onSize?.();
      const own = humanSizeWithPrecision(c.SizeRw ?? 0, 3);
      return (c.SizeRootFs ?? 0) > 0 ? `${own} (virtual ${humanSizeWithPrecision(c.SizeRootFs ?? 0, 3)})` : own;
    },
    Labels: () => labelList(c.Labels),
    Label: (name) => c.Labels?.[name ?? ''] ?? '',
    Mounts: () => (c.Mounts ?? []).map((m) => cut(m.Name || m.Source, 15)).join(','),
    LocalVolumes: () => String((c.Mounts ?? []).filter((m) => m.Driver === 'local').length),
    Networks: () => Object.keys(c.NetworkSettings?.Networks ?? {}).sort().join(','),
  });
}

function imageName(c: ContainerSummary, trunc: boolean): string {
  if (c.Image === '') return '<no image>';
  if (!trunc) return c.Image;
  const id = truncateID(c.ImageID);
  if (id === truncateID(c.Image)) return id;
  if (last?.image !== c.Image) last = { image: c.Image, shown: withoutDigest(c.Image) };
  return last.shown;
}

/** Many rows of a list have one image. */
let last: { readonly image: string; readonly shown: string } | undefined;

function withoutDigest(image: string): string {
  try {
    const reference = parseNormalizedNamed(image);
    if (!isNamed(reference)) return image;
    const { digest: _, ...named } = reference;
    return familiarString(named);
  } catch {
    return image;
  }
}

/** `0.0.0.0:8080->80/tcp, 443/tcp`; neighbouring ports that map to themselves are joined to ranges. */
export function displayPorts(ports: readonly Port[]): string {
  const sorted = [...ports].sort((a, b) =>
    a.PrivatePort - b.PrivatePort || order(a.IP ?? '', b.IP ?? '') || (a.PublicPort ?? 0) - (b.PublicPort ?? 0) || order(a.Type, b.Type));
  const groups = new Map<string, { first: number; last: number; ip: string; type: string }>();
  const done: string[] = [];
  const mapped: string[] = [];
  for (const port of sorted) {
    const ip = port.IP ?? '';
    if (ip !== '' && port.PublicPort !== port.PrivatePort) {
      mapped.push(`${joinHostPort(ip, port.PublicPort ?? 0)}->${port.PrivatePort}/${port.Type}`);
      continue;
    }
    const key = ip === '' ? port.Type : `${ip}/${port.Type}`;
    const group = groups.get(key);
    if (group !== undefined && port.PrivatePort === group.last + 1) group.last++;
    else {
      if (group !== undefined) done.push(range(group));
      groups.set(key, { first: port.PrivatePort, last: port.PrivatePort, ip, type: port.Type });
    }
  }
  return [...done, ...[...groups.values()].map(range), ...mapped].join(', ');
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function range(group: { first: number; last: number; ip: string; type: string }): string {
  const ports = group.first === group.last ? String(group.first) : `${group.first}-${group.last}`;
  return `${group.ip === '' ? ports : `${joinHostPort(group.ip, ports)}->${ports}`}/${group.type}`;
}
