/** The mount table as proc(5) prints it. */
import type { MountNamespace } from './types.ts';

/** Blanks and the like as fstab(5) writes them. */
function escape(text: string): string {
  return text.replace(/[ \t\n\\]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

function flags(mount: { readOnly: boolean; noExec?: boolean }): string {
  return `${mount.readOnly ? 'ro' : 'rw'}${mount.noExec ? ',noexec' : ''}`;
}

/** /proc/PID/mounts */
export function mountTable(mounts: MountNamespace): string {
  return mounts.list.map((mount) => `${escape(mount.source)} ${escape(mount.target)} ${mount.fs.type} ${[flags(mount), mount.fs.options].filter(Boolean).join(',')} 0 0\n`).join('');
}

/** /proc/PID/mountinfo. The root field of a bind mount shows `/`: nodes do not know their path. */
export function mountInfoTable(mounts: MountNamespace): string {
  const ids = new Map(mounts.list.map((mount) => [mount.target, mount.id]));
  const parent = (target: string): number => {
    for (let at = target; at !== '/' && at !== ''; ) {
      at = at.slice(0, Math.max(1, at.lastIndexOf('/')));
      const id = ids.get(at);
      if (id !== undefined) return id;
    }
    return 1;
  };
  return mounts.list
    .map((mount) => `${mount.id} ${parent(mount.target)} ${mount.fs.dev >> 8}:${mount.fs.dev & 255} / ${escape(mount.target)} ${flags(mount)},relatime - ${mount.fs.type} ${escape(mount.source)} ${[mount.readOnly ? 'ro' : 'rw', mount.fs.options].filter(Boolean).join(',')}\n`)
    .join('');
}
