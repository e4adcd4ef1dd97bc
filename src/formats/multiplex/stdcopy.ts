// Docker's multiplexed streams: frames of an 8-byte header {stream, 0, 0, 0, size big-endian} and a payload
// (Engine API, "Attach to a container"; moby pkg/stdcopy).

export const STDOUT = 1;
export const STDERR = 2;
/** An error of the daemon inside the stream. */
export const SYSTEM_ERROR = 3;

export interface Frame {
  stream: number;
  data: Uint8Array;
}

/** One frame. */
export function encodeFrame(stream: number, data: Uint8Array): Uint8Array {
  const frame = new Uint8Array(8 + data.length);
  frame[0] = stream;
  new DataView(frame.buffer).setUint32(4, data.length);
  frame.set(data, 8);
  return frame;
}

/** Splits bytes into frames as they come. Payloads are handed on as they arrive, so one frame may give several pieces. */
export class FrameDecoder {
  private readonly header = new Uint8Array(8);
  private headerFilled = 0;
  private left = 0;

  /** Throws Error for a stream number that does not exist, as stdcopy does. */
  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.left === 0) {
        const take = Math.min(8 - this.headerFilled, chunk.length - at);
        this.header.set(chunk.subarray(at, at + take), this.headerFilled);
        this.headerFilled += take;
        at += take;
        if (this.headerFilled < 8) break;
        this.headerFilled = 0;
        const stream = this.header[0] as number;
        if (stream > SYSTEM_ERROR) throw new Error(`Unrecognized input header: ${stream}`);
        this.left = new DataView(this.header.buffer).getUint32(4);
        continue;
      }
      const take = Math.min(this.left, chunk.length - at);
      frames.push({ stream: this.header[0] as number, data: chunk.slice(at, at + take) });
      this.left -= take;
      at += take;
    }
    return frames;
  }

  /** Whether the bytes so far end between two frames. */
  get complete(): boolean {
    return this.left === 0 && this.headerFilled === 0;
  }
}
