// Go's text/template: parse once, execute often. Docker's --format is this with DOCKER_FUNCS.

import { BUILTINS, type FuncMap } from './builtins.ts';
import type { MissingKey } from './evaluate.ts';
import { executeProgram } from './exec.ts';
import { parseTrees, type TreeSet } from './parse.ts';

export interface TemplateOptions {
  /** Name of the template in error messages; docker leaves it empty. */
  name?: string;
  /** Functions beside the builtins; they may replace builtins. */
  funcs?: FuncMap;
  /** Go's Option("missingkey=..."): what a missing key of a map yields. */
  missingKey?: MissingKey;
}

/** A parsed template. */
export class Template {
  private readonly name: string;
  private readonly source: string;
  private readonly trees: TreeSet;
  private readonly funcs: FuncMap;
  private readonly missingKey: MissingKey;

  constructor(name: string, source: string, trees: TreeSet, funcs: FuncMap, missingKey: MissingKey) {
    this.name = name;
    this.source = source;
    this.trees = trees;
    this.funcs = funcs;
    this.missingKey = missingKey;
  }

  /** Runs the template. Throws TemplateError, whose `partial` holds what was printed before. */
  execute(data: unknown): string {
    return executeProgram({ name: this.name, source: this.source, trees: this.trees, funcs: this.funcs, missingKey: this.missingKey }, data);
  }

  /** The same template with another setting of missingkey (docker inspect runs it a second time with `error`). */
  withMissingKey(missingKey: MissingKey): Template {
    return new Template(this.name, this.source, this.trees, this.funcs, missingKey);
  }

  /** The same template with other functions (a table's header row). */
  withFuncs(funcs: FuncMap): Template {
    return new Template(this.name, this.source, this.trees, { ...this.funcs, ...funcs }, this.missingKey);
  }
}

/** Parses a template. Throws TemplateError (`template: :1: unclosed action`). */
export function parseTemplate(source: string, options: TemplateOptions = {}): Template {
  const { name = '', funcs = {}, missingKey = 'default' } = options;
  const trees: TreeSet = new Map();
  parseTrees(name, source, (word) => Object.hasOwn(funcs, word) || Object.hasOwn(BUILTINS, word), trees);
  return new Template(name, source, trees, funcs, missingKey);
}
