/** What `docker version` and `docker info` say of the client itself. */
import { API_VERSION, ENGINE_VERSION } from '../../api/version.ts';
import { withGoType } from '../../formats/go-values/values.ts';

/** The commit that `docker -v` names. */
export const GIT_COMMIT = 'e6534b4';

/** Fields of Go's clientVersion in order; `apiVersion` is the one spoken, '' when no daemon was asked. */
export function clientVersion(context: string, apiVersion: string): Record<string, unknown> {
  const value = {
    Platform: null as { Name: string } | null,
    Version: ENGINE_VERSION,
    APIVersion: apiVersion,
    DefaultAPIVersion: API_VERSION,
    GitCommit: GIT_COMMIT,
    GoVersion: 'go1.24.3',
    Os: 'linux',
    Arch: 'amd64',
    BuildTime: 'Fri May 30 12:07:14 2025',
    Context: context,
  };
  const toJSON = (): Record<string, unknown> => {
    const { Platform: platform, APIVersion: api, ...rest } = value;
    const { Version: version, ...others } = rest;
    return { ...(platform === null ? {} : { Platform: platform }), Version: version, ...(api === '' ? {} : { ApiVersion: api }), ...others };
  };
  Object.defineProperty(value, 'toJSON', { value: toJSON });
  return withGoType(value, { name: 'system.clientVersion' });
}
