/** Errors of system calls: errno names, numbers (Linux, x86-64) and the texts of strerror(3). */

const TABLE = {
  EPERM: [1, 'Operation not permitted'], ENOENT: [2, 'No such file or directory'], ESRCH: [3, 'No such process'], EINTR: [4, 'Interrupted system call'],
  EIO: [5, 'Input/output error'], ENXIO: [6, 'No such device or address'], E2BIG: [7, 'Argument list too long'], ENOEXEC: [8, 'Exec format error'],
  EBADF: [9, 'Bad file descriptor'], ECHILD: [10, 'No child processes'], EAGAIN: [11, 'Resource temporarily unavailable'], ENOMEM: [12, 'Cannot allocate memory'],
  EACCES: [13, 'Permission denied'], ENOTBLK: [15, 'Block device required'], EBUSY: [16, 'Device or resource busy'], EEXIST: [17, 'File exists'],
  EXDEV: [18, 'Invalid cross-device link'], ENODEV: [19, 'No such device'], ENOTDIR: [20, 'Not a directory'], EISDIR: [21, 'Is a directory'],
  EINVAL: [22, 'Invalid argument'], ENFILE: [23, 'Too many open files in system'], EMFILE: [24, 'Too many open files'], ENOTTY: [25, 'Inappropriate ioctl for device'],
  ETXTBSY: [26, 'Text file busy'], EFBIG: [27, 'File too large'], ENOSPC: [28, 'No space left on device'], ESPIPE: [29, 'Illegal seek'],
  EROFS: [30, 'Read-only file system'], EMLINK: [31, 'Too many links'], EPIPE: [32, 'Broken pipe'], ERANGE: [34, 'Numerical result out of range'],
  ENAMETOOLONG: [36, 'File name too long'], ENOSYS: [38, 'Function not implemented'], ENOTEMPTY: [39, 'Directory not empty'], ELOOP: [40, 'Too many levels of symbolic links'],
  ENOTSOCK: [88, 'Socket operation on non-socket'], EDESTADDRREQ: [89, 'Destination address required'], EMSGSIZE: [90, 'Message too long'],
  EPROTONOSUPPORT: [93, 'Protocol not supported'], EOPNOTSUPP: [95, 'Operation not supported'], EAFNOSUPPORT: [97, 'Address family not supported by protocol'],
  EADDRINUSE: [98, 'Address already in use'], EADDRNOTAVAIL: [99, 'Cannot assign requested address'], ENETDOWN: [100, 'Network is down'],
  ENETUNREACH: [101, 'Network is unreachable'], ECONNABORTED: [103, 'Software caused connection abort'], ECONNRESET: [104, 'Connection reset by peer'],
  ENOBUFS: [105, 'No buffer space available'], EISCONN: [106, 'Transport endpoint is already connected'], ENOTCONN: [107, 'Transport endpoint is not connected'],
  ETIMEDOUT: [110, 'Connection timed out'], ECONNREFUSED: [111, 'Connection refused'], EHOSTUNREACH: [113, 'No route to host'],
  EALREADY: [114, 'Operation already in progress'], EINPROGRESS: [115, 'Operation now in progress'],
} as const;

export type Errno = keyof typeof TABLE;

/**
 * An answer that is thrown: an `Error` by its prototype, made without the constructor of `Error`, which takes a stack trace. Most answers are
 * expected (a name looked up along PATH), and a trace costs more than the question.
 */
export class ExpectedError implements Error {
  name = 'Error';
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }

  get stack(): string {
    return `${this.name}: ${this.message}`;
  }
}
Object.setPrototypeOf(ExpectedError.prototype, Error.prototype);

/** A failed system call. */
export class SysError extends ExpectedError {
  override name = 'SysError';
  readonly code: Errno;
  constructor(code: Errno) {
    super(TABLE[code][1]);
    this.code = code;
  }
}

/** The text of strerror(3). */
export function strerror(code: Errno): string {
  return TABLE[code][1];
}

/** True when `error` is a failed system call (with one of these codes, if any are given). Anything else must be thrown on. */
export function isSysError(error: unknown, ...codes: Errno[]): error is SysError {
  return error instanceof SysError && (codes.length === 0 || codes.includes(error.code));
}
