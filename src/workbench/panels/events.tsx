// What the daemon reported, latest first.
import { moment, short } from '../format.tsx';
import type { Snapshot } from '../snapshot.ts';
import type { Words } from '../strings.ts';

/** Attributes that say again what stands beside them. */
const known = new Set(['name', 'image', 'container']);

export function EventsPanel({ snapshot, words }: { snapshot: Snapshot; words: Words }) {
  if (snapshot.events.length === 0) return <p class="nothing">{words.noEvents}</p>;
  return (
    <ol class="events">
      {snapshot.events.slice(-200).toReversed().map(({ at, type, action, actor, attributes }, index) => (
        <li key={snapshot.events.length - index}>
          <time>{moment(at)}</time>
          <span class="tag">{type}</span>
          <b>{action}</b>
          <span>{actor}</span>
          <span class="code soft">{Object.entries(attributes).filter(([key]) => !known.has(key)).map(([key, value]) => `${key}=${/^[0-9a-f]{64}$/.test(value) ? short(value) : value}`).join(' ')}</span>
        </li>
      ))}
    </ol>
  );
}
