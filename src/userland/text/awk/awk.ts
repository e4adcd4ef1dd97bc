import { isSysError } from '../../../kernel/errno.ts';
import type { Proc, Program, Sys } from '../../../kernel/sys.ts';
import { basename } from '../../paths.ts';
import { AwkError, ExitSignal } from './flow.ts';
import { Interpreter } from './interpreter.ts';
import { AwkSyntaxError, unescapeString } from './lex.ts';
import { parseAwk } from './parse.ts';
import { RecordReader } from './records.ts';
import type { AwkProgram, Rule, Stmt } from './tree.ts';
import { Input, truthy } from './values.ts';

interface Arguments { readonly program: string; readonly operands: string[]; readonly assignments: string[]; readonly separator: string | undefined }

const USAGE = `Usage: awk [POSIX or GNU style options] -f progfile [--] file ...
Usage: awk [POSIX or GNU style options] [--] 'program' file ...
POSIX options:
\t-f progfile\t\tread the program from a file
\t-F fs\t\t\tset the field separator
\t-v var=val\t\tset a variable before the program runs
`;

/** awk: also called mawk, gawk, nawk. */
export const awk: Program = {
  name: 'awk',
  *main(proc) {
    const name = basename(proc.argv[0] ?? 'awk');
    let args: Arguments | string;
    try {
      args = readArguments(proc, name);
    } catch (error) {
      if (!isSysError(error)) throw error;
      const file = proc.argv[proc.argv.indexOf('-f') + 1] ?? '';
      yield* proc.write(2, `${name}: cannot open ${file} (${error.message})\n`);
      return 2;
    }
    if (typeof args === 'string') {
      yield* proc.write(args.startsWith(name) ? 2 : 1, args);
      return args.startsWith(name) ? 2 : 0;
    }
    let program: AwkProgram;
    try {
      program = parseAwk(args.program);
    } catch (error) {
      if (!(error instanceof AwkSyntaxError)) throw error;
      yield* proc.write(2, `${name}: ${proc.variant === 'busybox' ? 'cmd. line' : 'line'}${proc.variant === 'busybox' ? ':' : ' '}${error.line}: ${error.message}\n`);
      return 2;
    }
    return yield* run(proc, name, program, args);
  },
};

function readArguments(proc: Proc, name: string): Arguments | string {
  const argv = proc.argv.slice(1);
  const files: string[] = [];
  const assignments: string[] = [];
  let separator: string | undefined;
  let i = 0;
  for (; i < argv.length; i++) {
    const arg = argv[i] ?? '';
    if (arg === '--') {
      i++;
      break;
    }
    if (!arg.startsWith('-') || arg === '-') break;
    if (arg === '--version' || arg === '-W' || arg === '-V') return proc.variant === 'busybox' ? `${name}: unrecognized option\n` : 'mawk 1.3.4 20200120\n';
    if (arg === '--help') return USAGE;
    const letter = arg[1] ?? '';
    if (!'Ffv'.includes(letter) || arg.startsWith('--')) return `${name}: not an option: ${arg}\n`;
    const value = arg.length > 2 ? arg.slice(2) : argv[++i];
    if (value === undefined) return `${name}: option requires an argument -- ${letter}\n`;
    if (letter === 'F') separator = value === 't' ? '\t' : unescapeString(value);
    else if (letter === 'v') assignments.push(value);
    else files.push(value);
  }
  const operands = argv.slice(i);
  if (files.length === 0 && operands.length === 0) return `${name}: no program given\n${USAGE}`;
  const program = files.length > 0 ? files.map((file) => proc.readText(file === '-' ? '/dev/stdin' : file)).join('\n') : (operands.shift() ?? '');
  return { program, operands, assignments, separator };
}

/** name=value of an operand or of -v. */
function assignment(text: string): [string, Input] | undefined {
  const match = /^([A-Za-z_]\w*)=([^]*)$/.exec(text);
  return match ? [match[1] ?? '', new Input(unescapeString(match[2] ?? ''))] : undefined;
}

function* run(proc: Proc, name: string, program: AwkProgram, args: Arguments): Sys<number> {
  let reader: RecordReader | undefined;
  let argument = 1;
  let anyFile = false;
  let failed = 0;
  const openNext = function* (): Sys<boolean> {
    for (;;) {
      const argc = Number(text('ARGC'));
      if (argument >= argc) {
        if (anyFile) return false;
        anyFile = true;
        reader = new RecordReader(proc, 0, () => awkMachine.flush());
        return true;
      }
      const operand = awkMachine.array('ARGV').get(String(argument++));
      const path = operand instanceof Input ? operand.text : String(operand ?? '');
      if (path === '') continue;
      const set = assignment(path);
      if (set) {
        awkMachine.set(...set);
        continue;
      }
      anyFile = true;
      awkMachine.globals.set('FILENAME', path);
      awkMachine.fnr = 0;
      try {
        if (path !== '-' && proc.stat(path).kind === 'directory') {
          yield* awkMachine.flush();
          yield* proc.write(2, `${name}: warning: command line argument \`${path}' is a directory: skipped\n`);
          continue;
        }
        reader = new RecordReader(proc, path === '-' ? 0 : proc.open(path, { read: true }), () => awkMachine.flush());
        return true;
      } catch (error) {
        if (!isSysError(error)) throw error;
        failed = 2;
        yield* awkMachine.flush();
        yield* proc.write(2, `${name}: cannot open ${proc.variant === 'busybox' ? `"${path}"` : path} (${error.message})\n`);
      }
    }
  };
  const closeReader = (): void => {
    if (reader && reader.fd > 2) proc.close(reader.fd);
    reader = undefined;
  };
  const awkMachine: Interpreter = new Interpreter(proc, program, {
    *nextRecord() {
      for (;;) {
        if (!reader && !(yield* openNext())) return undefined;
        const record = reader?.buffered(awkMachine.rs) ?? (yield* reader?.next(awkMachine.rs) ?? nothing());
        if (record !== undefined) {
          awkMachine.nr++;
          awkMachine.fnr++;
          return record;
        }
        closeReader();
      }
    },
  });
  const text = (variable: string): string => String(awkMachine.get(variable) ?? '');
  const environ = awkMachine.array('ENVIRON');
  for (const [key, value] of proc.env) environ.set(key, new Input(value));
  const argvArray = awkMachine.array('ARGV');
  argvArray.set('0', name);
  for (const [index, operand] of args.operands.entries()) argvArray.set(String(index + 1), new Input(operand));
  awkMachine.globals.set('ARGC', args.operands.length + 1);
  if (args.separator !== undefined) awkMachine.set('FS', args.separator);
  for (const each of args.assignments) {
    const set = assignment(each);
    if (!set) {
      yield* proc.write(2, `${name}: improper assignment: -v ${each}\n`);
      return 2;
    }
    awkMachine.set(...set);
  }
  const begin = program.rules.filter((rule) => rule.pattern.kind === 'begin');
  const end = program.rules.filter((rule) => rule.pattern.kind === 'end');
  const main = program.rules.filter((rule) => rule.pattern.kind !== 'begin' && rule.pattern.kind !== 'end');
  const runBlock = function* (action: Stmt | undefined): Sys<string> {
    try {
      return action ? yield* awkMachine.exec(action) : 'normal';
    } catch (error) {
      if (error instanceof ExitSignal) return 'exit';
      throw error;
    }
  };
  try {
    let exited = false;
    for (const rule of begin) if (!exited && (yield* runBlock(rule.action)) === 'exit') exited = true;
    if (!exited && (main.length > 0 || end.length > 0)) exited = yield* records(proc, awkMachine, main, runBlock, closeReader);
    for (const rule of end) if ((yield* runBlock(rule.action)) === 'exit') break;
    yield* awkMachine.streams.closeAll();
    return awkMachine.exitCode || failed;
  } catch (error) {
    if (isSysError(error, 'EPIPE')) return 2;
    if (!(error instanceof AwkError) && !isSysError(error)) throw error;
    yield* awkMachine.flush();
    yield* proc.write(2, `${name}: ${error.message}\n`);
    return 2;
  }
}

function* nothing(): Sys<undefined> {
  return undefined;
}

/** The main loop; true when the program said exit. */
function* records(proc: Proc, machine: Interpreter, rules: readonly Rule[], runBlock: (action: Stmt | undefined) => Sys<string>, closeReader: () => void): Sys<boolean> {
  const interactive = proc.isatty(1);
  const main = machine.main;
  for (let count = 0; ; count++) {
    const record = yield* main.nextRecord();
    if (record === undefined) return false;
    machine.setRecord(record);
    if ((count & 63) === 0) yield* proc.step(19_200);
    for (const rule of rules) {
      if (!(rule.pattern.kind === 'expr' && rule.pattern.expr.pure ? truthy(machine.value(rule.pattern.expr)) : yield* selected(machine, rule))) continue;
      const flow = rule.action === undefined ? machine.printRecord() : rule.action.pure ? machine.run(rule.action) : yield* runBlock(rule.action);
      if (flow === 'exit') return true;
      if (flow === 'nextfile') closeReader();
      if (flow === 'next' || flow === 'nextfile') break;
    }
    if (machine.out.length >= 8192 || interactive) yield* machine.flush();
  }
}

function* selected(machine: Interpreter, rule: Rule): Sys<boolean> {
  const { pattern } = rule;
  if (pattern.kind === 'always') return true;
  if (pattern.kind === 'expr') return truthy(yield* machine.eval(pattern.expr));
  if (pattern.kind !== 'range') return false;
  if (!rule.active) {
    if (!truthy(yield* machine.eval(pattern.from))) return false;
    rule.active = true;
  }
  if (truthy(yield* machine.eval(pattern.to))) rule.active = false;
  return true;
}
