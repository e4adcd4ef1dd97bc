/** Whether `docker ps --format` asks for sizes (docker/cli cli/command/container/list.go). */
import type { ContainerSummary } from '../../api/container.ts';
import { DOCKER_FUNCS } from '../../formats/go-template/docker-funcs.ts';
import { TemplateError } from '../../formats/go-template/parse.ts';
import { parseTemplate } from '../../formats/go-template/template.ts';
import type { Cli } from '../cli.ts';
import { StatusError } from '../errors.ts';
import { containerRow } from './rows.ts';

/** A format with `.Size` makes the daemon compute it. */
export function usesSize(cli: Cli, format: string): boolean {
  let used = false;
  const empty = { Id: '', Names: [], Image: '', ImageID: '', Command: '', Created: 0, Ports: [], Labels: {}, State: '', Status: '', HostConfig: {}, NetworkSettings: null, Mounts: [] };
  let template;
  try {
    template = parseTemplate(format, { funcs: DOCKER_FUNCS });
  } catch (error) {
    if (error instanceof TemplateError) throw new StatusError(`failed to parse template: ${error.message}`);
    throw error;
  }
  try {
    template.execute(containerRow(cli, empty as unknown as ContainerSummary, false, () => {
      used = true;
    }));
  } catch (error) {
    if (error instanceof TemplateError) throw new StatusError(`failed to execute template: ${error.message}`);
    throw error;
  }
  return used;
}
