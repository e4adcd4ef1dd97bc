/** A lesson file that cannot be read; `line` counts from 1 in the file. */
export class LessonError extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.name = 'LessonError';
    this.line = line;
  }
}
