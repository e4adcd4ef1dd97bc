/** Pipelines and background commands: one process a member, pipes between them. */
import { forkShell } from './launch.ts';
import { waitForeground } from './waiting.ts';
import { runNode, runOne } from './statement.ts';
import { jobText } from '../print-function.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { AndOr, CommandNode, Pipeline, PipelineNode } from '../parse.ts';

/** Runs a foreground pipeline; `$?` and PIPESTATUS are set. */
export function* runPipeline(sh: Shell, node: Pipeline): Sys<number> {
  if (sh.shopted('lastpipe') && !sh.option('monitor')) return yield* runLastHere(sh, node);
  const text = jobText(sh, node);
  const { pgid, pids } = yield* startPipeline(sh, node, { foreground: true });
  const statuses = yield* waitForeground(sh, pgid, pids, text);
  sh.status = statuses.at(-1) ?? 0;
  if (sh.option('pipefail')) sh.status = [...statuses].reverse().find((status) => status !== 0) ?? 0;
  sh.pipeStatus = statuses;
  return sh.status;
}

/** `shopt -s lastpipe`: the last member runs in the shell itself. */
function* runLastHere(sh: Shell, node: Pipeline): Sys<number> {
  const text = jobText(sh, node);
  const { pgid, pids, output } = yield* startPipeline(sh, { ...node, commands: node.commands.slice(0, -1) }, {}, true);
  const saved = sh.proc.dup(0, 10);
  sh.proc.setCloseOnExec(saved, true);
  sh.ownDescriptors.add(saved);
  sh.proc.dup2(output as number, 0);
  sh.proc.close(output as number);
  try {
    yield* runOne(sh, node.commands.at(-1) as CommandNode, false);
  } finally {
    sh.proc.dup2(saved, 0);
    sh.proc.close(saved);
    sh.ownDescriptors.delete(saved);
  }
  const last = sh.status;
  const statuses = [...yield* waitForeground(sh, pgid, pids, text), last];
  sh.status = sh.option('pipefail') ? [...statuses].reverse().find((status) => status !== 0) ?? 0 : last;
  sh.pipeStatus = statuses;
  return sh.status;
}

function* startPipeline(sh: Shell, node: Pipeline, options: { foreground?: boolean; background?: boolean }, keepsOutput = false): Sys<{ pgid: number; pids: number[]; output: number | undefined }> {
  const pids: number[] = [];
  let input: number | undefined;
  for (const [i, command] of node.commands.entries()) {
    const last = i === node.commands.length - 1 && !keepsOutput;
    const [read, write] = last ? [undefined, undefined] : sh.proc.pipe();
    const both = node.operators[i] === '|&';
    const from = input;
    const main = (child: Shell): Sys<number> => member(child, command, from, write, read, both, options.background === true && i === 0);
    pids.push(yield* forkShell(sh, { pgid: pids[0] ?? 0, ...(pids.length === 0 ? options : { background: options.background === true }) }, main));
    if (input !== undefined) sh.proc.close(input);
    if (write !== undefined) sh.proc.close(write);
    input = read;
  }
  return { pgid: pids[0] as number, pids, output: input };
}

function* member(
  child: Shell, command: CommandNode, input: number | undefined, output: number | undefined, next: number | undefined, both: boolean, detached: boolean,
): Sys<number> {
  const { proc } = child;
  if (next !== undefined) proc.close(next);
  if (input !== undefined) {
    proc.dup2(input, 0);
    proc.close(input);
  } else if (detached) detachInput(child);
  if (output !== undefined) {
    proc.dup2(output, 1);
    proc.close(output);
    if (both) proc.dup2(1, 2);
  }
  return yield* runOne(child, command, true);
}

/** Without job control a background command reads nothing. */
function detachInput(child: Shell): void {
  if (child.interactive) return;
  const fd = child.proc.open('/dev/null', { read: true });
  if (fd !== 0) {
    child.proc.dup2(fd, 0);
    child.proc.close(fd);
  }
}

/** `command &` */
export function* startBackground(sh: Shell, node: PipelineNode | AndOr, text: string): Sys<void> {
  let pgid: number;
  let pids: number[];
  if (node.type === 'Pipeline' && node.commands.length > 1 && node.prefixes.length === 0) {
    ({ pgid, pids } = yield* startPipeline(sh, node, { background: true }));
  } else {
    const main = function* (child: Shell): Sys<number> {
      detachInput(child);
      return yield* runNode(child, node, true);
    };
    pgid = yield* forkShell(sh, { pgid: 0, background: true }, main);
    pids = [pgid];
  }
  const job = sh.jobs.add(pgid, pids, text);
  sh.lastBackground = pids.at(-1);
  if (sh.isBash && sh.interactive && sh.subshell === 0) yield* sh.proc.write(2, `[${job.number}] ${sh.lastBackground}\n`);
  sh.status = 0;
}
