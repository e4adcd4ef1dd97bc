/** The journal of a host: one JSON line an entry in /var/log/journal, written by PID 1 and read by journalctl. */
import type { Proc } from '../../kernel/sys.ts';

export const JOURNAL = '/var/log/journal/system.journal';

export interface JournalEntry {
  /** Nanoseconds since 1970, as text. */
  readonly time: string;
  readonly identifier: string;
  readonly pid: number;
  readonly message: string;
}

export class Journal {
  readonly #proc: Proc;

  constructor(proc: Proc) {
    this.#proc = proc;
    proc.fs.mkdirs('/var/log/journal');
  }

  write(identifier: string, pid: number, message: string): void {
    const entry: JournalEntry = { time: String(this.#proc.realtime()), identifier, pid, message };
    this.#proc.fs.appendFile(JOURNAL, `${JSON.stringify(entry)}\n`, 0o640);
  }
}

/** All entries, oldest first. */
export function readJournal(proc: Proc): JournalEntry[] {
  if (!proc.fs.exists(JOURNAL)) return [];
  return proc.readText(JOURNAL).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as JournalEntry);
}
