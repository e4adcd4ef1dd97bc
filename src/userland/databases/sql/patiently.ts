/** Running a statement that may have to wait for another session's transaction. */
import type { Proc, Sys } from '../../../kernel/sys.ts';
import { SqlError } from './errors.ts';
import { LockWait, type Session, type StatementResult } from './session.ts';

const DEADLOCK_TIMEOUT = 1_000_000_000;

/** Runs a statement, waiting while other transactions hold what it needs. */
export function* patiently(proc: Proc, session: Session, statement: string): Sys<StatementResult> {
  const start = proc.now();
  for (;;) {
    try {
      session.waitingFor = undefined;
      const result = session.run(statement);
      yield* proc.step(20_000 + 200 * result.count);
      if (result.sleep > 0) yield* proc.sleep(result.sleep * 1e9);
      return result;
    } catch (error) {
      if (!(error instanceof LockWait)) throw error;
      session.waitingFor = error.holder;
      if (error.holder.waitingFor === session && proc.now() - start > DEADLOCK_TIMEOUT) {
        session.waitingFor = undefined;
        session.end();
        session.state = 'failed';
        throw new SqlError('40P01', 'deadlock detected', { hint: 'See server log for query details.' });
      }
      yield* proc.sleep(10_000_000);
    }
  }
}

