// Containers: the states that one can be in, where the chosen one is, and its facts.
import { moment, size, StateMark } from '../format.tsx';
import type { ContainerState, ContainerView, Snapshot } from '../snapshot.ts';
import type { Words } from '../strings.ts';
import { Life, stateWords } from './life.tsx';

const places: Record<Exclude<ContainerState, 'removing' | 'dead'>, { x: number; y: number }> = {
  created: { x: 70, y: 40 },
  running: { x: 270, y: 40 },
  paused: { x: 470, y: 40 },
  restarting: { x: 130, y: 130 },
  exited: { x: 410, y: 130 },
};

/** What leads from one state to another; `label` stands at `at`. */
const ways = [
  { path: 'M126 40H212', label: 'start', at: [169, 32] },
  { path: 'M326 34H412', label: 'pause', at: [369, 26] },
  { path: 'M414 48H328', label: 'unpause', at: [371, 62] },
  { path: 'M302 58L374 110', label: 'stop, kill, end', at: [352, 88], start: true },
  { path: 'M348 112L282 60', label: 'start', at: [306, 94], end: true },
  { path: 'M238 58L166 110', label: 'end', at: [192, 82], end: true },
  { path: 'M192 112L258 60', label: 'back-off', at: [214, 112], start: true },
] as const;

interface Props {
  snapshot: Snapshot;
  words: Words;
  selected: ContainerView | undefined;
  select: (id: string) => void;
}

export function ContainersPanel({ snapshot, words, selected, select }: Props) {
  if (snapshot.containers.length === 0) return <p class="nothing">{words.noContainers}</p>;
  return (
    <div class="containers">
      <div class="table" tabIndex={0}>
        <table>
          <thead><tr><th>{words.name}</th><th>{words.image}</th><th>{words.status}</th><th>{words.address}</th><th>{words.ports}</th></tr></thead>
          <tbody>
            {snapshot.containers.map((container) => (
              <tr key={container.id} class={container === selected ? 'chosen' : ''}>
                <td><button type="button" class="pick" aria-pressed={container === selected} onClick={() => select(container.id)}><StateMark state={container.state} /> {container.name}</button></td>
                <td class="code">{container.image}</td>
                <td>{container.status || words.state[container.state]}</td>
                <td class="code">{container.endpoints.map(({ address }) => address).filter(Boolean).join(', ') || words.none}</td>
                <td class="code">{[...new Set(container.ports.map(({ hostPort, containerPort }) => `${hostPort}→${containerPort}`))].join(', ') || container.exposed.join(', ') || words.none}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {selected && (
        <>
          <StateDiagram container={selected} words={words} />
          <Life container={selected} words={words} />
          <dl class="facts">
            <dt>{words.command}</dt><dd class="code">{selected.command}</dd>
            <dt>{words.networks}</dt><dd class="code">{selected.endpoints.map(({ network, address, aliases }) => [network, address, aliases.length > 0 ? `(${aliases.join(', ')})` : ''].filter(Boolean).join(' ')).join('; ') || words.noNetwork}</dd>
            <dt>{words.mounts}</dt><dd class="code">{selected.mounts.map(({ source, destination, readOnly }) => `${source || 'tmpfs'} → ${destination}${readOnly ? ` (${words.readOnly})` : ''}`).join('; ') || words.none}</dd>
            <dt>{words.size}</dt><dd>{words.writable(size(selected.writable))}</dd>
          </dl>
          <ol class="steps">
            {selected.history.map((step, at) => <li key={at}><time>{moment(step.at)}</time> <b>{stateWords(step, words)}</b> <span>{step.cause}</span></li>)}
          </ol>
        </>
      )}
    </div>
  );
}

function StateDiagram({ container, words }: { container: ContainerView; words: Words }) {
  const been = new Set(container.history.map(({ state }) => state));
  return (
    <svg class="states" viewBox="0 0 540 172" role="img" aria-label={`${words.stateDiagram}. ${container.name}: ${words.state[container.state]}`}>
      <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" /></marker></defs>
      {ways.map((way) => (
        <g key={way.path} class="way">
          <path d={way.path} marker-end="url(#arrow)" />
          <text x={way.at[0]} y={way.at[1]} text-anchor={'start' in way ? 'start' : 'end' in way ? 'end' : 'middle'}>{way.label}</text>
        </g>
      ))}
      {Object.entries(places).map(([state, { x, y }]) => {
        const isNow = container.state === state;
        return (
          <g key={state} class={`place ${state}${isNow ? ' now' : been.has(state as ContainerState) ? ' been' : ''}`}>
            <rect x={x - 56} y={y - 18} width="112" height="36" rx="18" />
            <text x={x} y={y + 5} text-anchor="middle">{words.state[state as ContainerState]}{isNow && state === 'exited' ? ` ${container.exitCode}` : ''}</text>
          </g>
        );
      })}
    </svg>
  );
}
