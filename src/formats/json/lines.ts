// Streams of JSON documents one after the other (events, progress), read as they arrive.

/**
 * Splits bytes into JSON documents as Go's json.Decoder does: white space between documents is free, none is needed.
 * `push` returns the texts of the documents that are now complete; `rest` is what is left of an unfinished one.
 */
export class JSONDocuments {
  private readonly decoder = new TextDecoder();
  private buffer = '';
  private scanned = 0;
  private start = -1;
  private depth = 0;
  private inString = false;
  private escaped = false;

  push(chunk: Uint8Array): string[] {
    return this.scan(this.decoder.decode(chunk, { stream: true }));
  }

  get rest(): string {
    return this.start < 0 ? '' : this.buffer.slice(this.start);
  }

  private scan(text: string): string[] {
    const documents: string[] = [];
    this.buffer += text;
    for (; this.scanned < this.buffer.length; this.scanned++) {
      const c = this.buffer.charCodeAt(this.scanned);
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (c === 0x5c) this.escaped = true;
        else if (c === 0x22) {
          this.inString = false;
          if (this.depth === 0) this.emit(documents, this.scanned + 1);
        }
        continue;
      }
      const space = c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;
      if (this.start < 0) {
        if (space) continue;
        this.start = this.scanned;
      } else if (this.depth === 0 && space) {
        this.emit(documents, this.scanned);
        continue;
      }
      if (c === 0x22) this.inString = true;
      else if (c === 0x7b || c === 0x5b) this.depth++;
      else if (c === 0x7d || c === 0x5d) {
        this.depth--;
        if (this.depth <= 0) {
          this.depth = 0;
          this.emit(documents, this.scanned + 1);
        }
      }
    }
    const kept = this.start < 0 ? this.scanned : this.start;
    this.buffer = this.buffer.slice(kept);
    this.scanned -= kept;
    if (this.start >= 0) this.start = 0;
    return documents;
  }

  private emit(documents: string[], end: number): void {
    documents.push(this.buffer.slice(this.start, end));
    this.start = -1;
  }
}
