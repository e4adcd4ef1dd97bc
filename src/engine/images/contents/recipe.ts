/** The contents of an image by the name of its repository. */
import type { Contents } from './contents.ts';
import { nginxContents } from './nginx.ts';
import { CONTENTS } from './servers.ts';

const NGINX = ['nginx', 'docker/getting-started', 'docker/welcome-to-docker'];

/** What the images of a repository hold beside their base system. */
export function contentsOf(repository: string): Contents {
  return NGINX.includes(repository) ? nginxContents : (CONTENTS[repository] ?? {});
}
