/** Languages and their tools that only tell their version here. */
import type { Proc, Program, Sys } from '../../kernel/sys.ts';

function* tell(proc: Proc, flags: readonly string[], text: string, what: string, fd = 1): Sys<number> {
  const first = proc.argv[1];
  if (first !== undefined && flags.includes(first)) {
    yield* proc.write(fd, `${text}\n`);
    return 0;
  }
  yield* proc.write(2, `${proc.argv[0]}: ${what} is not simulated here\n`);
  return 1;
}

/** The version of an image's variable, else of the executable, else a default. */
function version(proc: Proc, variable: string, otherwise: string): string {
  return /\d+(\.\d+)+/.exec(proc.env.get(variable) ?? proc.variant)?.[0] ?? otherwise;
}

/** npm that came with a release of Node.js. */
function npmVersion(proc: Proc): string {
  return ({ 24: '11.5.1', 22: '10.9.3', 20: '10.8.2', 18: '10.8.2' } as Readonly<Record<string, string>>)[version(proc, 'NODE_VERSION', '22').split('.')[0] ?? ''] ?? '10.9.3';
}

const DASHES = ['-v', '--version', 'version'];

export const npm: Program = { name: 'npm', main: (proc) => tell(proc, ['-v', '--version'], npmVersion(proc), `npm ${proc.argv[1] ?? ''}`.trim()) };
export const npx: Program = { name: 'npx', main: (proc) => tell(proc, ['-v', '--version'], npmVersion(proc), 'running packages') };
export const yarn: Program = { name: 'yarn', main: (proc) => tell(proc, ['-v', '--version'], version(proc, 'YARN_VERSION', '1.22.22'), `yarn ${proc.argv[1] ?? 'install'}`) };
export const corepack: Program = { name: 'corepack', main: (proc) => tell(proc, ['-v', '--version'], '0.33.0', 'corepack') };
export const pip: Program = { name: 'pip', main: (proc) => tell(proc, ['-V', '--version'], pipText(proc), `pip ${proc.argv[1] ?? ''}`.trim()) };
export const pip3: Program = { name: 'pip3', main: (proc) => tell(proc, ['-V', '--version'], pipText(proc), `pip ${proc.argv[1] ?? ''}`.trim()) };
export const idle3: Program = { name: 'idle3', main: (proc) => tell(proc, [], '', 'IDLE') };
export const pydoc3: Program = { name: 'pydoc3', main: (proc) => tell(proc, [], '', 'pydoc') };

function pipText(proc: Proc): string {
  const minor = version(proc, 'PYTHON_VERSION', '3.13.7').split('.').slice(0, 2).join('.');
  return `pip ${minor === '3.13' ? '25.2' : '25.0.1'} from /usr/local/lib/python${minor}/site-packages/pip (python ${minor})`;
}

export const go: Program = { name: 'go', main: (proc) => tell(proc, ['version'], `go version go${version(proc, 'GOLANG_VERSION', '1.25.0')} linux/amd64`, `go ${proc.argv[1] ?? ''}`.trim()) };
export const gofmt: Program = { name: 'gofmt', main: (proc) => tell(proc, [], '', 'gofmt') };
export const ruby: Program = { name: 'ruby', main: (proc) => tell(proc, ['-v', '--version'], `ruby ${version(proc, 'RUBY_VERSION', '3.4.5')} (2025-07-16 revision 20cda200d3) +PRISM [x86_64-linux]`, 'running Ruby programs') };
export const irb: Program = { name: 'irb', main: (proc) => tell(proc, [], '', 'irb') };
export const gem: Program = { name: 'gem', main: (proc) => tell(proc, ['-v', '--version'], '3.6.9', `gem ${proc.argv[1] ?? ''}`.trim()) };
export const bundle: Program = { name: 'bundle', main: (proc) => tell(proc, DASHES, 'Bundler version 2.6.9', 'bundle') };
export const rake: Program = { name: 'rake', main: (proc) => tell(proc, ['-V', '--version'], 'rake, version 13.2.1', 'rake') };
export const rustc: Program = { name: 'rustc', main: (proc) => tell(proc, ['-V', '--version'], `rustc ${version(proc, 'RUST_VERSION', '1.89.0')} (29483883e 2025-08-04)`, 'compiling Rust programs') };
export const cargo: Program = { name: 'cargo', main: (proc) => tell(proc, ['-V', '--version'], `cargo ${version(proc, 'RUST_VERSION', '1.89.0')} (c24e10642 2025-06-23)`, `cargo ${proc.argv[1] ?? ''}`.trim()) };
export const rustup: Program = { name: 'rustup', main: (proc) => tell(proc, ['-V', '--version'], 'rustup 1.28.2 (e4f3ad6f8 2025-04-28)', 'rustup') };
export const java: Program = { name: 'java', main: (proc) => tell(proc, ['-version', '--version'], `openjdk version "${javaVersion(proc)}"`, 'running Java programs', 2) };
export const javac: Program = { name: 'javac', main: (proc) => tell(proc, ['-version', '--version'], `javac ${javaVersion(proc)}`, 'compiling Java programs') };
export const jar: Program = { name: 'jar', main: (proc) => tell(proc, ['--version'], `jar ${javaVersion(proc)}`, 'jar') };
export const jshell: Program = { name: 'jshell', main: (proc) => tell(proc, ['--version'], `jshell ${javaVersion(proc)}`, 'jshell') };
export const phpize: Program = { name: 'phpize', main: (proc) => tell(proc, [], '', 'phpize') };
export const phpConfig: Program = { name: 'php-config', main: (proc) => tell(proc, ['--version'], version(proc, 'PHP_VERSION', '8.4.11'), 'php-config') };
export const pecl: Program = { name: 'pecl', main: (proc) => tell(proc, [], '', 'pecl') };
export const dockerPhpExtInstall: Program = { name: 'docker-php-ext-install', main: (proc) => tell(proc, [], '', 'building PHP extensions') };
export const git: Program = { name: 'git', main: (proc) => tell(proc, ['--version', '-v', 'version'], 'git version 2.39.5', `git ${proc.argv[1] ?? ''}`.trim()) };

function javaVersion(proc: Proc): string {
  return /\d+(\.\d+)+/.exec((proc.env.get('JAVA_VERSION') ?? proc.variant).replace(/^jdk-?/, ''))?.[0] ?? '21.0.8';
}
