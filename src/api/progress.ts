// The JSON lines of pull, push, load, import and the classic build.

export interface JSONProgress {
  current?: number;
  total?: number;
  start?: number;
  hidecounts?: boolean;
  units?: string;
}
export interface JSONError {
  code?: number;
  message?: string;
}
/** One line. The daemon writes absent fields not at all, but for `progressDetail: {}`. */
export interface JSONMessage {
  stream?: string;
  status?: string;
  progressDetail?: JSONProgress;
  /** The rendered bar, for old clients. */
  progress?: string;
  id?: string;
  from?: string;
  time?: number;
  timeNano?: number | bigint;
  errorDetail?: JSONError;
  error?: string;
  aux?: unknown;
}
/** aux of a classic build. */
export interface BuildResult {
  ID: string;
}
