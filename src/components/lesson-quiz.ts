// Choice questions of a lesson.

export interface ChoiceQuiz {
  question: string;
  /** More than one choice is right. */
  many: boolean;
  choices: { text: string; right: boolean }[];
  why: string;
}

/**
 * Reads a quiz block: lines of the question, then `- [ ] wrong` and `- [x] right` choices, then lines that explain
 * (with or without `# ` before them). A block of another kind has no choices.
 */
export function quizOf(source: string): ChoiceQuiz {
  const question: string[] = [];
  const why: string[] = [];
  const choices: ChoiceQuiz['choices'] = [];
  for (const line of source.split('\n')) {
    const choice = /^\s*[-*] \[([ xX])\] (.*)$/.exec(line);
    if (choice) choices.push({ text: choice[2] ?? '', right: choice[1] !== ' ' });
    else if (line.trim() && !/^(choice|order|fill|predict|command)$/.test(line.trim())) {
      (choices.length ? why : question).push(line.replace(/^# /, '').trim());
    }
  }
  return { question: question.join(' '), many: choices.filter(({ right }) => right).length > 1, choices, why: why.join(' ') };
}
