/** What systemctl and PID 1 say to each other on /run/systemd/private: one JSON line each way. */

export const CONTROL_SOCKET = '/run/systemd/private';

/** PID 1 makes this file when the enabled services have been started. */
export const BOOTED = '/run/systemd/booted';

export interface ControlRequest {
  readonly verb: 'start' | 'stop' | 'restart' | 'reload' | 'status' | 'daemon-reload' | 'list' | 'reset-failed';
  readonly unit: string;
  readonly uid: number;
}

export interface UnitStatus {
  readonly name: string;
  readonly active: 'active' | 'inactive' | 'failed' | 'activating' | 'deactivating';
  readonly sub: string;
  readonly pid: number;
  /** Nanoseconds since 1970 of the last change, as text. */
  readonly since: string;
  readonly exit: string;
}

export interface ControlReply {
  readonly ok: boolean;
  readonly error?: string;
  readonly units?: readonly UnitStatus[];
}
