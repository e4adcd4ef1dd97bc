// Containers: the states that one can be in, where the chosen one is, and its facts.
import { moment, size, StateMark } from '../format.tsx';
import type { ContainerState, ContainerView, Snapshot } from '../snapshot.ts';
import type { Words } from '../strings.ts';
import { causeWords, stateWords } from './life.tsx';

const places: Record<Exclude<ContainerState, 'removing' | 'dead'>, { x: number; y: number }> = {
  created: { x: 48, y: 32 },
  running: { x: 192, y: 32 },
  paused: { x: 348, y: 32 },
  restarting: { x: 96, y: 122 },
  exited: { x: 288, y: 122 },
};

/** What leads from one state to another; the label stands at `at`. */
const ways: { path: string; label: (words: Words) => string; at: [x: number, y: number]; anchor?: 'start' | 'end' }[] = [
  { path: 'M94 32H143', label: () => 'start', at: [118, 26] },
  { path: 'M238 27H300', label: () => 'pause', at: [269, 21] },
  { path: 'M302 38H241', label: () => 'unpause', at: [270, 51] },
  { path: 'M218 49L263 103', label: ({ ends }) => `stop, kill, ${ends}`, at: [250, 74], anchor: 'start' },
  { path: 'M246 105L201 52', label: () => 'start', at: [236, 103], anchor: 'end' },
  { path: 'M168 49L121 103', label: ({ ends }) => ends, at: [138, 74], anchor: 'end' },
  { path: 'M140 105L185 52', label: ({ backOff }) => backOff, at: [150, 103], anchor: 'start' },
];

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
      <ul class="picks">
        {snapshot.containers.map((container) => (
          <li key={container.id}>
            <button type="button" class="pick" aria-pressed={container === selected} onClick={() => select(container.id)}>
              <StateMark state={container.state} /> <b title={container.name}>{container.name}</b>
              <span class="soft">{container.status || words.state[container.state]}</span>
            </button>
          </li>
        ))}
      </ul>
      {selected && (
        <div class="chosen">
          <h2>{selected.name}</h2>
          <StateDiagram container={selected} words={words} />
          <ol class="steps">
            {selected.history.map((step, at) => <li key={at}><time>{moment(step.at)}</time> <b>{stateWords(step, words)}</b> <span>{causeWords(step, words)}</span></li>)}
          </ol>
          <Facts container={selected} words={words} />
        </div>
      )}
    </div>
  );
}

function Facts({ container, words }: { container: ContainerView; words: Words }) {
  const { image, command, pid1, endpoints, ports, exposed, mounts, writable } = container;
  const facts: [name: string, value: string][] = [
    [words.image, image],
    [words.command, command],
    [words.process, pid1 ?? words.none],
    [words.networks, endpoints.map(({ network, address, aliases }) => [network, address, aliases.length > 0 ? `(${aliases.join(', ')})` : ''].filter(Boolean).join(' ')).join('; ') || words.noNetwork],
    [words.ports, [...new Set(ports.map(({ hostPort, containerPort }) => `${hostPort}→${containerPort}`))].join(', ') || exposed.join(', ') || words.none],
    [words.mounts, mounts.map(({ source, destination, readOnly }) => `${source || 'tmpfs'} → ${destination}${readOnly ? ` (${words.readOnly})` : ''}`).join('; ') || words.none],
    [words.writableLayer, size(writable)],
  ];
  return <dl class="facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd class="code">{value}</dd></div>)}</dl>;
}

function StateDiagram({ container, words }: { container: ContainerView; words: Words }) {
  const been = new Set(container.history.map(({ state }) => state));
  return (
    <svg class="states" viewBox="0 0 396 142" role="img" aria-label={`${words.stateDiagram}. ${container.name}: ${words.state[container.state]}`}>
      <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" /></marker></defs>
      {ways.map((way) => (
        <g key={way.path} class="way">
          <path d={way.path} marker-end="url(#arrow)" />
          <text x={way.at[0]} y={way.at[1]} text-anchor={way.anchor ?? 'middle'}>{way.label(words)}</text>
        </g>
      ))}
      {Object.entries(places).map(([state, { x, y }]) => {
        const isNow = container.state === state;
        return (
          <g key={state} class={`place ${state}${isNow ? ' now' : been.has(state as ContainerState) ? ' been' : ''}`}>
            <rect x={x - 46} y={y - 17} width="92" height="34" rx="17" />
            <text x={x} y={y + 4} text-anchor="middle">{words.state[state as ContainerState]}{isNow && state === 'exited' ? ` ${container.exitCode}` : ''}</text>
          </g>
        );
      })}
    </svg>
  );
}
