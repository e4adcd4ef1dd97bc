/** Rows of `docker volume ls` and the volume part of `docker system df -v` (docker/cli cli/command/formatter/volume.go). */
import type { Volume } from '../../api/volume.ts';
import { humanSize } from '../../formats/go-units/size.ts';
import { makeRow, type RowType } from '../format/formatter.ts';
import { labelList } from '../format/text.ts';

export const VOLUME_ROWS: RowType = {
  goName: '*formatter.volumeContext',
  headers: {
    ID: 'ID', Name: 'VOLUME NAME', Group: 'GROUP', Driver: 'DRIVER', Scope: 'SCOPE', Availability: 'AVAILABILITY', Mountpoint: 'MOUNTPOINT', Labels: 'LABELS',
    Links: 'LINKS', Size: 'SIZE', Status: 'STATUS',
  },
};

export function volumeRow(volume: Volume): object {
  const usage = volume.UsageData ?? undefined;
  return makeRow(VOLUME_ROWS, {
    Name: () => volume.Name,
    Driver: () => volume.Driver,
    Scope: () => volume.Scope ?? '',
    Mountpoint: () => volume.Mountpoint ?? '',
    Labels: () => labelList(volume.Labels),
    Label: (name) => volume.Labels?.[name ?? ''] ?? '',
    Links: () => (usage === undefined ? 'N/A' : String(usage.RefCount)),
    Size: () => (usage === undefined ? 'N/A' : humanSize(usage.Size)),
    Group: () => 'N/A',
    Availability: () => 'N/A',
    Status: () => 'N/A',
  });
}
