/** Progress of pulls, pushes, loads and builds, as lines or redrawn on a terminal (moby pkg/jsonmessage). */
import type { JSONMessage, JSONProgress } from '../../api/progress.ts';
import { formatDuration } from '../../formats/pflag/duration.ts';
import { formatTime, RFC3339_NANO_FIXED } from '../../formats/go-time/layout.ts';
import { humanSize } from '../../formats/go-units/size.ts';
import { JSONDocuments } from '../../formats/json/lines.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { Cli } from '../cli.ts';
import type { Response } from '../client/response.ts';
import { StatusError } from '../errors.ts';

export interface ProgressOptions {
  /** Where to print; nowhere when absent. */
  readonly to: 1 | 2 | undefined;
  readonly onAux?: (aux: unknown) => Sys<void>;
}

/** Shows a stream of messages to its end. A message with an error ends the command. */
export function* showProgress(cli: Cli, response: Response, options: ProgressOptions): Sys<void> {
  const { to } = options;
  const columns = to !== undefined && cli.isTerminal(to) ? cli.proc.windowSize(to).cols : undefined;
  const splitter = new JSONDocuments();
  const lines = new Map<string, number>();
  for (let documents = yield* response.documents(splitter); documents !== undefined; documents = yield* response.documents(splitter)) {
    for (const document of documents) {
      let message: JSONMessage;
      try {
        message = JSON.parse(document) as JSONMessage;
      } catch (error) {
        response.close();
        throw new StatusError((error as Error).message);
      }
      if (message.aux !== undefined && message.aux !== null) {
        if (options.onAux !== undefined) yield* options.onAux(message.aux);
        continue;
      }
      const failure = message.errorDetail?.message ?? message.error;
      const text = place(cli, message, lines, columns, failure !== undefined);
      if (to !== undefined) yield* to === 1 ? cli.out(text) : cli.err(text);
      if (failure !== undefined) {
        response.close();
        throw new StatusError(failure, message.errorDetail?.code === undefined || message.errorDetail.code === 0 ? 1 : message.errorDetail.code);
      }
    }
  }
}

/** The text of a message, moved to the line of its id on a terminal of `columns` (undefined: not a terminal). */
function place(cli: Cli, message: JSONMessage, lines: Map<string, number>, columns: number | undefined, failed: boolean): string {
  const terminal = columns !== undefined;
  const { id = '', progressDetail } = message;
  let up = 0;
  let text = '';
  if (id !== '' && (progressDetail !== undefined || (message.progress ?? '') !== '')) {
    let line = lines.get(id);
    if (line === undefined) {
      line = lines.size;
      lines.set(id, line);
      if (terminal) text += '\n';
    }
    up = lines.size - line;
    if (terminal) text += `\x1b[${up}A`;
  } else lines.clear();
  if (!failed) text += display(cli, message, columns);
  // The escape sequence for no lines at all would move by one.
  if (id !== '' && terminal && up > 0) text += `\x1b[${up}B`;
  return text;
}

function display(cli: Cli, message: JSONMessage, columns: number | undefined): string {
  const terminal = columns !== undefined;
  const { id = '', status = '', stream = '', from = '', progressDetail } = message;
  const bar = progressDetail === undefined ? '' : progressText(cli, progressDetail, columns ?? 200);
  let text = '';
  let end = '';
  if (terminal && stream === '' && progressDetail !== undefined) {
    text = '\x1b[2K\r';
    end = '\r';
  } else if (bar !== '') return '';
  if (message.timeNano) text += `${formatTime(BigInt(message.timeNano), RFC3339_NANO_FIXED)} `;
  else if (message.time) text += `${formatTime(BigInt(message.time) * 1_000_000_000n, RFC3339_NANO_FIXED)} `;
  if (id !== '') text += `${id}: `;
  if (from !== '') text += `(from ${from}) `;
  if (progressDetail !== undefined && terminal) return `${text}${status} ${bar}${end}`;
  if ((message.progress ?? '') !== '') return `${text}${status} ${message.progress}${end}`;
  return stream !== '' ? `${text}${stream}${end}` : `${text}${status}${end}\n`;
}

/** `[====>     ]  1.2MB/4.5MB`; without the bar on narrow terminals. */
export function progressText(cli: Cli, progress: JSONProgress, columns: number): string {
  const current = progress.current ?? 0;
  const total = progress.total ?? 0;
  const units = progress.units ?? '';
  if (current <= 0 && total <= 0) return '';
  if (total <= 0) return units === '' ? humanSize(current).padStart(8) : `${current} ${units}`;
  const half = Math.min(50, Math.trunc(Math.trunc((current / total) * 100) / 2));
  const bar = columns > 110 ? `[${'='.repeat(half)}>${' '.repeat(50 - half)}] ` : '';
  let numbers = '';
  if (!progress.hidecounts) {
    const shown = units === '' ? humanSize(current).padStart(8) : String(current);
    const limit = current > total ? '' : `/${units === '' ? humanSize(total) : total}`;
    numbers = `${shown}${limit}${units === '' ? '' : ` ${units}`}`;
  }
  let left = '';
  if (columns > 50 && current > 0 && (progress.start ?? 0) > 0 && half < 50) {
    const seconds = ((cli.seconds - (progress.start ?? 0)) / current) * (total - current);
    left = ` ${formatDuration(Math.round(seconds) * 1e9)}`;
  }
  return bar + numbers + left;
}
