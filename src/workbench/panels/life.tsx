// The life of one container: a path through its states, and what its last command did.
import { moment, StateMark } from '../format.tsx';
import type { ContainerView, LastCommand, LifeStep } from '../snapshot.ts';
import type { Words } from '../strings.ts';

/** The state in words, with the exit code where there is one. */
export function stateWords(step: LifeStep, words: Words): string {
  return step.exitCode === undefined ? words.state[step.state] : `${words.state[step.state]} ${step.exitCode}`;
}

/** What brought a container there: the command as docker calls it, or that its program ended. */
export function causeWords({ cause }: LifeStep, words: Words): string {
  return cause === 'exit' ? words.exited : cause;
}

/** The steps of a life as pills with arrows between them; a long one shows its end. */
export function Life({ container, words }: { container: ContainerView; words: Words }) {
  const steps = container.history.slice(-7);
  return (
    <div class="life">
      <h2>{words.life(container.name)}</h2>
      <ol>
        {steps.length < container.history.length && <li class="before" aria-hidden="true">…</li>}
        {steps.map((step, at) => (
          <li key={`${step.at}-${at}`}>
            {at > 0 && <span class="cause">{causeWords(step, words)}<i aria-hidden="true" /></span>}
            <span class={at === steps.length - 1 ? `step now ${step.state}` : 'step'} title={moment(step.at)}>
              {at === steps.length - 1 && <StateMark state={step.state} />}
              {stateWords(step, words)}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The last command, explained by the events that it caused. */
export function JustNow({ command, words }: { command: LastCommand; words: Words }) {
  const effects = command.events.map(({ type, action, actor }) => (type === 'container' ? `${action} ${actor}` : `${action} ${type} ${actor}`));
  return (
    <p class="just-now" role="status">
      {words.justNow} <b class="code">{command.line}</b> → {effects.length > 0 ? effects.slice(0, 6).join(', ') : words.noEffect}
      {effects.length > 6 ? ', …' : ''}
      {command.exitCode !== 0 && <span class="bad"> · {words.exit(command.exitCode)}</span>}
    </p>
  );
}
