// Volumes, and who mounts them where.
import { Coded, size, StateMark, volumeName } from '../format.tsx';
import type { Snapshot } from '../snapshot.ts';
import type { Words } from '../strings.ts';

export function VolumesPanel({ snapshot, words }: { snapshot: Snapshot; words: Words }) {
  if (snapshot.volumes.length === 0) return <p class="nothing"><Coded text={words.noVolumes} /></p>;
  return (
    <div class="table" tabIndex={0}>
      <table>
        <thead><tr><th>{words.name}</th><th>{words.driver}</th><th>{words.size}</th><th>{words.mountedBy}</th></tr></thead>
        <tbody>
          {snapshot.volumes.map(({ name, driver, size: bytes, anonymous }) => {
            const users = snapshot.containers.flatMap((container) => container.mounts.filter(({ source }) => source === name).map((mount) => ({ container, mount })));
            return (
              <tr key={name}>
                <td><b class={anonymous ? 'code' : ''} title={name}>{volumeName(name)}</b>{anonymous && <span class="tag">{words.anonymous}</span>}</td>
                <td>{driver}</td>
                <td class="number">{size(bytes)}</td>
                <td>
                  {users.length === 0 && <span class="soft">{words.unused}</span>}
                  {users.map(({ container, mount }) => (
                    <span key={container.id + mount.destination} class="user"><StateMark state={container.state} /> {container.name} <span class="code">{mount.destination}</span>{mount.readOnly && ` (${words.readOnly})`}</span>
                  ))}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
