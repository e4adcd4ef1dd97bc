/** RESP2, the protocol of Redis (redis.io, Redis serialization protocol specification). */

export type Reply =
  | { readonly kind: 'status'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'bulk'; readonly value: string | null }
  | { readonly kind: 'array'; readonly items: readonly Reply[] | null };

export const OK: Reply = { kind: 'status', text: 'OK' };
export const NIL: Reply = { kind: 'bulk', value: null };

export function bulk(value: string | null): Reply {
  return { kind: 'bulk', value };
}

export function integer(value: number): Reply {
  return { kind: 'integer', value };
}

export function array(items: readonly (string | null | Reply)[]): Reply {
  return { kind: 'array', items: items.map((item) => (item === null || typeof item === 'string' ? bulk(item) : item)) };
}

export function failure(text: string): Reply {
  return { kind: 'error', text };
}

const encoder = new TextEncoder();

export function encodeReply(reply: Reply): string {
  switch (reply.kind) {
    case 'status': return `+${reply.text}\r\n`;
    case 'error': return `-${reply.text}\r\n`;
    case 'integer': return `:${reply.value}\r\n`;
    case 'bulk': return reply.value === null ? '$-1\r\n' : `$${encoder.encode(reply.value).length}\r\n${reply.value}\r\n`;
    case 'array': return reply.items === null ? '*-1\r\n' : `*${reply.items.length}\r\n${reply.items.map(encodeReply).join('')}`;
  }
}

export function encodeCommand(words: readonly string[]): string {
  return encodeReply(array(words));
}

/** Collects bytes and takes whole values out of them. */
export class RespReader {
  #bytes = new Uint8Array(0);

  push(bytes: Uint8Array): void {
    const joined = new Uint8Array(this.#bytes.length + bytes.length);
    joined.set(this.#bytes);
    joined.set(bytes, this.#bytes.length);
    this.#bytes = joined;
  }

  /** The next value; undefined when it is not complete. An inline command (a plain line) is an array of its words. */
  read(): Reply | undefined {
    const found = this.#parse(0);
    if (!found) return undefined;
    this.#bytes = this.#bytes.slice(found.next);
    return found.reply;
  }

  #line(at: number): { text: string; next: number } | undefined {
    const end = this.#bytes.indexOf(10, at);
    if (end < 0) return undefined;
    return { text: new TextDecoder().decode(this.#bytes.subarray(at, end)).replace(/\r$/, ''), next: end + 1 };
  }

  #parse(at: number): { reply: Reply; next: number } | undefined {
    const line = this.#line(at);
    if (!line) return undefined;
    const rest = line.text.slice(1);
    switch (line.text[0]) {
      case '+': return { reply: { kind: 'status', text: rest }, next: line.next };
      case '-': return { reply: failure(rest), next: line.next };
      case ':': return { reply: integer(Number(rest)), next: line.next };
      case '$': {
        const length = Number(rest);
        if (length < 0) return { reply: NIL, next: line.next };
        if (this.#bytes.length < line.next + length + 2) return undefined;
        return { reply: bulk(new TextDecoder().decode(this.#bytes.subarray(line.next, line.next + length))), next: line.next + length + 2 };
      }
      case '*': {
        const items: Reply[] = [];
        let next = line.next;
        for (let i = 0; i < Number(rest); i++) {
          const item = this.#parse(next);
          if (!item) return undefined;
          items.push(item.reply);
          next = item.next;
        }
        return { reply: { kind: 'array', items }, next };
      }
      default:
        return { reply: array(line.text.split(/\s+/).filter((word) => word !== '')), next: line.next };
    }
  }
}
