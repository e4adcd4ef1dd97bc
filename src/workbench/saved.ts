// Saved sessions in the browser's database, and the lock that gives a session to one tab.
import type { SavedSession } from './protocol.ts';

function request<T>(ask: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    ask.onsuccess = () => resolve(ask.result);
    ask.onerror = () => reject(ask.error ?? new Error('the database failed'));
  });
}

async function sessions(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const open = indexedDB.open('drydock', 1);
  open.onupgradeneeded = () => open.result.createObjectStore('sessions');
  const database = await request(open);
  return database.transaction('sessions', mode).objectStore('sessions');
}

/** The session saved under a name; undefined when there is none or the browser keeps nothing. */
export async function loadSession(name: string): Promise<SavedSession | undefined> {
  try {
    return (await request((await sessions('readonly')).get(name))) as SavedSession | undefined;
  } catch {
    return undefined;
  }
}

/** Saves a session; a browser that keeps nothing is no error. */
export async function saveSession(name: string, session: SavedSession): Promise<void> {
  try {
    await request((await sessions('readwrite')).put(session, name));
  } catch {
    // Private windows may refuse; the session then lasts as long as the page.
  }
}

/**
 * Takes the session for this tab. Resolves with true when this tab has it, false when another tab does; `steal` takes
 * it from that tab. `lost` is called when another tab steals it.
 */
export function own(name: string, steal: boolean, lost: () => void): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const options: LockOptions = steal ? { steal: true } : { ifAvailable: true };
    let owned = false;
    navigator.locks
      .request(`drydock.${name}`, options, (lock) => {
        owned = lock !== null;
        resolve(owned);
        return owned ? new Promise<void>(() => {}) : undefined;
      })
      .catch(() => {
        if (owned) lost();
        else resolve(true);
      });
  });
}
