/** Copies what a container wrote to stdout and stderr (moby pkg/stdcopy). */
import { FrameDecoder, STDERR, SYSTEM_ERROR } from '../../formats/multiplex/stdcopy.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { Cli } from '../cli.ts';
import { StatusError } from '../errors.ts';

/** Reads pieces until an empty one. Raw bytes go to stdout, frames where they say. */
export function* copyOutput(cli: Cli, read: () => Sys<Uint8Array>, raw: boolean, wants = { stdout: true, stderr: true }): Sys<void> {
  const decoder = new FrameDecoder();
  let failure = '';
  for (let piece = yield* read(); piece.length > 0; piece = yield* read()) {
    if (raw) {
      yield* cli.out(piece);
      continue;
    }
    for (const frame of decode(decoder, piece)) {
      if (frame.stream === SYSTEM_ERROR) failure += new TextDecoder().decode(frame.data);
      else if (frame.stream === STDERR) yield* wants.stderr ? cli.err(frame.data) : cli.err('');
      else yield* wants.stdout ? cli.out(frame.data) : cli.out('');
    }
  }
  if (failure !== '') throw new StatusError(`error from daemon in stream: ${failure}`);
}

function decode(decoder: FrameDecoder, piece: Uint8Array): ReturnType<FrameDecoder['push']> {
  try {
    return decoder.push(piece);
  } catch (error) {
    throw new StatusError((error as Error).message);
  }
}
