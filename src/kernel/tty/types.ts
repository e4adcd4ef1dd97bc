/** The contract of terminals: termios(3) as far as programs here use it. */

export interface WindowSize { readonly rows: number; readonly cols: number }

/** The local, input and output modes that matter (termios(3)). */
export interface Termios {
  /** ICANON: lines are edited by the terminal and delivered whole. */
  readonly icanon: boolean;
  /** ECHO */
  readonly echo: boolean;
  /** ISIG: ^C ^Z ^\ make signals. */
  readonly isig: boolean;
  /** ICRNL: a typed return is read as a newline. */
  readonly icrnl: boolean;
  /** OPOST|ONLCR: a written newline becomes CR LF. */
  readonly opost: boolean;
  /** IEXTEN: ^V ^W and friends in canonical mode. */
  readonly iexten: boolean;
  /** TOSTOP */
  readonly tostop: boolean;
}

export const COOKED: Termios = { icanon: true, echo: true, isig: true, icrnl: true, opost: true, iexten: true, tostop: false };
export const RAW: Termios = { icanon: false, echo: false, isig: false, icrnl: false, opost: false, iexten: false, tostop: false };

/** The master side, held by whoever shows the terminal: the page, a test, or `docker exec -it` by way of a descriptor. */
export interface Terminal {
  /** Bytes as typed. */
  input(bytes: Uint8Array | string): void;
  resize(size: WindowSize): void;
  /** Hangs up: the session gets SIGHUP, reads end, writes fail with EIO. */
  close(): void;
  /** Called with every run of output bytes, in order. */
  onOutput: ((bytes: Uint8Array) => void) | undefined;
  /** Path of the slave, `/dev/pts/N`. */
  readonly name: string;
}
