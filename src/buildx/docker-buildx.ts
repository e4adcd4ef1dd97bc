/** The Buildx plug-in: it tells the client about itself; building is not simulated yet and says so. */
import type { Program } from '../kernel/sys.ts';

const METADATA = { SchemaVersion: '0.1.0', Vendor: 'Docker Inc.', Version: 'v0.24.0', ShortDescription: 'Docker Buildx' };

export const dockerBuildx: Program = {
  name: 'docker-buildx',
  *main(proc) {
    const args = proc.argv.slice(1);
    if (args[0] === 'docker-cli-plugin-metadata') {
      yield* proc.write(1, `${JSON.stringify(METADATA, undefined, 5)}\n`);
      return 0;
    }
    const rest = args[0] === 'buildx' ? args.slice(1) : args;
    if (rest[0] === 'version') {
      yield* proc.write(1, 'github.com/docker/buildx v0.24.0 d0e5e86c8b88ae4865040bc96917c338f4dd673c\n');
      return 0;
    }
    yield* proc.write(2, `docker: '${args[0] === 'buildx' ? ['buildx', ...rest.slice(0, 1)].join(' ') : (rest[0] ?? 'build')}' is not simulated here\n`);
    return 1;
  },
};
