/** The Compose plug-in: it tells the client about itself; its commands are not simulated yet and say so. */
import type { Program } from '../kernel/sys.ts';

const METADATA = { SchemaVersion: '0.1.0', Vendor: 'Docker Inc.', Version: 'v2.36.2', ShortDescription: 'Docker Compose' };

export const dockerCompose: Program = {
  name: 'docker-compose',
  *main(proc) {
    const args = proc.argv.slice(1);
    if (args[0] === 'docker-cli-plugin-metadata') {
      yield* proc.write(1, `${JSON.stringify(METADATA, undefined, 5)}\n`);
      return 0;
    }
    const [, ...rest] = args[0] === 'compose' ? args : ['compose', ...args];
    if (rest[0] === 'version' || rest[0] === '--version') {
      yield* proc.write(1, rest.includes('--short') ? '2.36.2\n' : 'Docker Compose version v2.36.2\n');
      return 0;
    }
    yield* proc.write(2, `docker: '${['compose', ...rest.slice(0, 1)].join(' ')}' is not simulated here\n`);
    return 1;
  },
};
