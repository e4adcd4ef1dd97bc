/** One server of the configuration, with what it inherits. */
import type { Directive } from './config.ts';

export interface Site {
  readonly directives: readonly Directive[];
  /** Directives of the enclosing http block, for what is inherited. */
  readonly http: readonly Directive[];
  readonly version: string;
}
