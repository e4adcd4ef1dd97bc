/** `docker container cp` (https://docs.docker.com/reference/cli/docker/container/cp/) */
import { bool } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { fileNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'cp [OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-\n\tdocker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH',
  short: 'Copy files/folders between a container and the local filesystem',
  long: `Copy files/folders between a container and the local filesystem\n\nUse '-' as the source to read a tar archive from stdin\nand extract it to a directory destination in a container.\nUse '-' as the destination to stream a tar archive of a\ncontainer source to stdout.`,
  aliasLine: 'docker container cp, docker cp',
  args: exactArgs(2),
  flags: [
    { name: 'archive', short: 'a', value: bool(), usage: 'Archive mode (copy all uid/gid information)' },
    { name: 'follow-link', short: 'L', value: bool(), usage: 'Always follow symbol link in SRC_PATH' },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Suppress progress output during copy. Progress output is automatically suppressed if no terminal is attached' },
  ],
  complete: fileNames,
  run: notSimulated('container cp'),
};
