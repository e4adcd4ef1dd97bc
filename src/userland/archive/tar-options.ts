/** The command line of tar: modern options, and the old bundle (`tar xzf a.tgz`). */
import { OptionError, parseOptions, type Option, type ParsedOptions } from '../options.ts';

export const TAR_OPTIONS: readonly Option[] = [
  { short: 'A', long: 'catenate' }, { short: 'c', long: 'create', help: 'create a new archive' }, { short: 'd', long: 'diff' }, { short: 'r', long: 'append', help: 'append files to the end of an archive' },
  { short: 't', long: 'list', help: 'list the contents of an archive' }, { short: 'u', long: 'update' }, { short: 'x', long: 'extract', help: 'extract files from an archive' }, { long: 'get' },
  { short: 'f', long: 'file', argument: 'ARCHIVE', help: 'use archive file or device ARCHIVE' }, { short: 'C', long: 'directory', argument: 'DIR', help: 'change to directory DIR' },
  { short: 'z', long: 'gzip', help: 'filter the archive through gzip' }, { short: 'j', long: 'bzip2' }, { short: 'J', long: 'xz' }, { long: 'zstd' }, { short: 'a', long: 'auto-compress', help: 'use archive suffix to determine the compression program' },
  { short: 'v', long: 'verbose', help: 'verbosely list files processed' }, { short: 'O', long: 'to-stdout', help: 'extract files to standard output' }, { short: 'p', long: 'preserve-permissions' }, { long: 'same-owner' }, { short: 'o', long: 'no-same-owner' }, { long: 'numeric-owner' },
  { short: 'P', long: 'absolute-names', help: "don't strip leading '/'s from file names" }, { short: 'k', long: 'keep-old-files' }, { short: 'h', long: 'dereference', help: 'follow symlinks; archive and dump the files they point to' },
  { long: 'exclude', argument: 'PATTERN', help: 'exclude files, given as a PATTERN' }, { short: 'X', long: 'exclude-from', argument: 'FILE' }, { short: 'T', long: 'files-from', argument: 'FILE', help: 'get names to extract or create from FILE' },
  { long: 'strip-components', argument: 'NUMBER', help: 'strip NUMBER leading components from file names on extraction' }, { long: 'transform', argument: 'EXPRESSION' }, { long: 'owner', argument: 'NAME' }, { long: 'group', argument: 'NAME' }, { long: 'mode', argument: 'CHANGES' },
  { long: 'mtime', argument: 'DATE' }, { long: 'sort', argument: 'ORDER' }, { short: 'm', long: 'touch' }, { short: 'S', long: 'sparse' }, { long: 'no-recursion' }, { long: 'overwrite' }, { long: 'wildcards' }, { long: 'null' }, { short: 'W', long: 'verify' }, { long: 'warning', argument: 'KEYWORD' }, { long: 'totals' },
];

export type TarMode = 'create' | 'list' | 'extract' | 'append';
export interface TarArguments { readonly mode: TarMode; readonly options: ParsedOptions; readonly names: readonly { readonly name: string; readonly directory: string | undefined }[] }

/** Throws OptionError with the text after `tar: `. `-C` holds for the names after it. */
export function readTarArguments(argv: readonly string[], busybox: boolean): TarArguments {
  const args = [...argv];
  const [bundle = ''] = args;
  if (/^[A-Za-z]+$/.test(bundle) && args.length > 0) {
    args.shift();
    const out: string[] = [];
    for (const letter of bundle) {
      out.push(`-${letter}`);
      if (TAR_OPTIONS.some((option) => option.short === letter && option.argument !== undefined)) out.push(args.shift() ?? '');
    }
    args.unshift(...out);
  }
  const options = parseOptions(args, TAR_OPTIONS, { busybox });
  const modes: TarMode[] = [];
  for (const { name } of options.given) {
    if (name === 'create' || name === 'list' || name === 'extract' || name === 'append') modes.push(name);
    if (name === 'get') modes.push('extract');
    if (['catenate', 'diff', 'update', 'bzip2', 'xz', 'zstd', 'transform'].includes(name)) throw new OptionError(`--${name} is not simulated here`);
  }
  const [mode] = modes;
  if (mode === undefined) throw new OptionError("You must specify one of the '-Acdtrux', '--delete' or '--test-label' options");
  if (modes.some((each) => each !== mode)) throw new OptionError("You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option");
  return { mode, options, names: placed(args, options.operands) };
}

/** Each operand with the directory that the options before it changed to. */
function placed(args: readonly string[], operands: readonly string[]): TarArguments['names'] {
  const out: { name: string; directory: string | undefined }[] = [];
  let directory: string | undefined;
  const pending = [...operands];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const change = arg === '-C' || arg === '--directory' ? args[++i] : arg.startsWith('--directory=') ? arg.slice(12) : /^-C./.test(arg) ? arg.slice(2) : /^-[a-zA-Z]*C$/.test(arg) && !arg.startsWith('--') ? args[++i] : undefined;
    if (change !== undefined) directory = directory === undefined || change.startsWith('/') ? change : `${directory}/${change}`;
    else if (pending.length > 0 && arg === pending[0]) out.push({ name: pending.shift() ?? '', directory });
  }
  for (const name of pending) out.push({ name, directory });
  if (operands.length === 0 && directory !== undefined) return [{ name: '', directory }];
  return out;
}
