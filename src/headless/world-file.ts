/** Worlds named on the command line. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { COURSE_WORLD, parseWorld, WorldError, type World } from '../machine/world.ts';
import { UsageError } from './usage.ts';

/** The world of a file, or the course's without one. Throws UsageError for a file that is missing or wrong. */
export function loadWorld(path: string | undefined): World {
  if (path === undefined) return COURSE_WORLD;
  try {
    return parseWorld(readFileSync(path, 'utf8'), (name) => readFileSync(resolve(dirname(path), name), 'utf8'));
  } catch (error) {
    if (error instanceof WorldError) throw new UsageError(`${path}: ${error.message}`);
    throw new UsageError((error as Error).message);
  }
}
