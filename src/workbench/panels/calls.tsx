// The requests to the Engine API that the last command made.
import type { ApiCall, Snapshot } from '../snapshot.ts';
import type { Words } from '../strings.ts';

export function CallsPanel({ snapshot, words }: { snapshot: Snapshot; words: Words }) {
  const last = snapshot.lastCommand;
  if (!last) return <p class="nothing">{words.noCalls}</p>;
  if (last.calls.length === 0) return <p class="nothing"><b class="code">{last.line}</b> {words.noCallsOf}</p>;
  return (
    <div class="calls">
      <p class="soft">{words.callsOf} <b class="code">{last.line}</b></p>
      <ol>{last.calls.map((call, at) => <li key={`${call.path}-${at}`}><Call call={call} words={words} /></li>)}</ol>
    </div>
  );
}

function Call({ call, words }: { call: ApiCall; words: Words }) {
  const line = (
    <>
      <b class={`method ${call.method.toLowerCase()}`}>{call.method}</b>
      <span class="code path">{call.path}</span>
      <span class={call.status >= 400 ? 'code bad' : 'code good'}>{call.status}</span>
    </>
  );
  if (!call.request && !call.response) return <div class="call">{line}</div>;
  return (
    <details class="call">
      <summary>{line}</summary>
      {call.request && <><h2>{words.request}</h2><pre tabIndex={0}>{indented(call.request)}</pre></>}
      {call.response && <><h2>{words.response}</h2><pre tabIndex={0}>{indented(call.response)}</pre></>}
    </details>
  );
}

/** JSON as one reads it; anything else, and what the machine has shortened, as it is. */
function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}
