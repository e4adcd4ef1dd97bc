// Calls with a reply, and one-way events, over a message port (a Worker, or `self` inside one).

type Calls<T> = { [K in keyof T]: (...args: never[]) => unknown };
type Message =
  | { kind: 'call'; id: number; name: string; args: unknown[] }
  | { kind: 'reply'; id: number; value: unknown }
  | { kind: 'error'; id: number; message: string }
  | { kind: 'event'; name: string; value: unknown };

/** The part of a Worker, of `self` in one and of a MessagePort that is needed here. */
export interface Port {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** The other side's calls, each a promise of its result. */
export type Remote<T extends Calls<T>> = { [K in keyof T]: (...args: Parameters<T[K]>) => Promise<Awaited<ReturnType<T[K]>>> };

export interface Peer<Theirs extends Calls<Theirs>, Out, In> {
  calls: Remote<Theirs>;
  send<K extends keyof Out & string>(name: K, value: Out[K], transfer?: Transferable[]): void;
  on<K extends keyof In & string>(name: K, listener: (value: In[K]) => void): void;
}

/** Connects this side: answers calls with `own`, offers the other side's. A call whose port is gone stays unanswered. */
export function connect<Own extends Calls<Own>, Theirs extends Calls<Theirs>, Out, In>(
  port: Port,
  own: { [K in keyof Own]: (...args: Parameters<Own[K]>) => ReturnType<Own[K]> | Promise<ReturnType<Own[K]>> },
): Peer<Theirs, Out, In> {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const listeners = new Map<string, (value: never) => void>();
  let last = 0;

  port.addEventListener('message', ({ data }) => {
    const message = data as Message;
    if (message.kind === 'call') void answer(message.id, message.name, message.args);
    else if (message.kind === 'event') listeners.get(message.name)?.(message.value as never);
    else {
      const caller = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.kind === 'reply') caller?.resolve(message.value as never);
      else caller?.reject(new Error(message.message));
    }
  });

  async function answer(id: number, name: string, args: unknown[]) {
    try {
      const call = own[name as keyof Own] as ((...args: unknown[]) => unknown) | undefined;
      if (!call) throw new Error(`no call '${name}'`);
      const value = await call(...args);
      port.postMessage({ kind: 'reply', id, value } satisfies Message);
    } catch (error) {
      port.postMessage({ kind: 'error', id, message: error instanceof Error ? error.message : String(error) } satisfies Message);
    }
  }

  const calls = new Proxy({} as Remote<Theirs>, {
    get: (_target, name: string) => (...args: unknown[]) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        port.postMessage({ kind: 'call', id: last, name, args } satisfies Message);
      }),
  });
  return {
    calls,
    send: (name, value, transfer) => port.postMessage({ kind: 'event', name, value } satisfies Message, transfer ?? []),
    on: (name, listener) => void listeners.set(name, listener as (value: never) => void),
  };
}
