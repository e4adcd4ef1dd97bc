// Images as stacks of layers; what is stored once for several images is marked, writable layers stand on top.
import { Coded, short, size, StateMark } from '../format.tsx';
import type { ImageView, Snapshot } from '../snapshot.ts';
import type { Words } from '../strings.ts';

export function ImagesPanel({ snapshot, words }: { snapshot: Snapshot; words: Words }) {
  if (snapshot.images.length === 0) return <p class="nothing"><Coded text={words.noImages} /></p>;
  return (
    <ul class="images">
      {snapshot.images.map((image) => <Stack key={image.id} image={image} snapshot={snapshot} words={words} />)}
    </ul>
  );
}

function nameOf(image: ImageView, words: Words): string {
  return image.tags[0] ?? `${words.untagged} ${short(image.id)}`;
}

function Stack({ image, snapshot, words }: { image: ImageView; snapshot: Snapshot; words: Words }) {
  const largest = Math.max(...image.layers.map((layer) => layer.size), 1);
  const users = snapshot.containers.filter(({ layers }) => layers.length === image.layers.length && layers.every((digest, at) => digest === image.layers[at]?.digest));
  const others = (digest: string) => snapshot.images.filter((other) => other !== image && other.layers.some((layer) => layer.digest === digest));
  return (
    <li class="image">
      <div class="image-head">
        <h2>{nameOf(image, words)}</h2>
        <p class="soft">{size(image.size)} · {words.layers(image.layers.length)}{image.created && ` · ${image.created}`}</p>
        <p class="soft code">{short(image.id)}</p>
        {image.tags.length > 1 && <p class="soft code">{image.tags.slice(1).join(', ')}</p>}
      </div>
      <ol class="stack">
        {users.length > 0 && (
          <li class="writables">
            {users.map(({ id, name, state, writable }) => (
              <span key={id} class="layer top" title={name}><StateMark state={state} /> <b>{name}</b> <span>{words.writable(size(writable))}</span></span>
            ))}
          </li>
        )}
        {image.layers.toReversed().map(({ digest, size: bytes, createdBy }, at) => {
          const also = others(digest);
          return (
            <li key={`${digest}-${at}`} class={also.length > 0 ? 'layer both' : 'layer'}>
              <span class="amount" aria-hidden="true" style={{ width: `${Math.max(bytes > 0 ? 3 : 0, Math.sqrt(bytes / largest) * 100)}%` }} />
              <span class="what"><span class="code" title={`${digest}\n${createdBy}`}>{createdBy || short(digest)}</span></span>
              <span class="bytes">{size(bytes)}</span>
              {also.length > 0 && <span class="also">{words.sharedBy(also.map((other) => nameOf(other, words)).join(', '))}</span>}
            </li>
          );
        })}
      </ol>
    </li>
  );
}
