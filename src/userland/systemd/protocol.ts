/** What systemctl and PID 1 say to each other on /run/systemd/private: one JSON line each way. */

export const CONTROL_SOCKET = '/run/systemd/private';

/** Where services tell PID 1 that they are ready (sd_notify(3)). */
export const NOTIFY_SOCKET = '/run/systemd/notify';

/** PID 1 makes this file when the units of the target that it boots into have been started. */
export const BOOTED = '/run/systemd/booted';

export interface ControlRequest {
  readonly verb: 'start' | 'stop' | 'restart' | 'reload' | 'kill' | 'status' | 'daemon-reload' | 'list' | 'reset-failed';
  readonly unit: string;
  readonly uid: number;
  /** For `kill`. */
  readonly signal?: string;
}

export type ActiveState = 'active' | 'inactive' | 'failed' | 'activating' | 'deactivating';

export interface UnitStatus {
  readonly name: string;
  readonly active: ActiveState;
  readonly sub: string;
  readonly pid: number;
  /** Nanoseconds since 1970 of the last change, as text. */
  readonly since: string;
  readonly exit: string;
  /** Why it has failed: `exit-code`, `signal`, `start-limit-hit` …; empty when it has not. */
  readonly result: string;
}

/** The status of a unit that PID 1 does not have. */
export function deadUnit(name: string): UnitStatus {
  return { name, active: 'inactive', sub: 'dead', pid: 0, since: '0', exit: '', result: '' };
}

export interface ControlReply {
  readonly ok: boolean;
  readonly error?: string;
  readonly units?: readonly UnitStatus[];
}
