/** What the checker says to a learner, in each language. Text in backquotes is shown as code. */
import type { Locale } from './lesson.ts';

export interface CheckWords {
  /** A line is other than expected. */
  differs(command: string, printed: string, expected: string): string;
  nothing(command: string, expected: string): string;
  missing(command: string, expected: string): string;
  surplus(command: string, printed: string): string;
  failed(command: string, code: number, printed: string): string;
  succeeded(command: string, code: number): string;
  /** A goal that is about the way, and not about what it led to. */
  notTyped: string;
  noAnswer: string;
  wrongAnswer(answer: string): string;
  noKey(command: string): string;
  /** The explanation of a known mistake, before what the check saw. */
  mistake(why: string, miss: string): string;
}

const en: CheckWords = {
  differs: (command, printed, expected) => `\`${command}\` printed \`${printed}\`, expected \`${expected}\`.`,
  nothing: (command, expected) => `\`${command}\` printed nothing, expected \`${expected}\`.`,
  missing: (command, expected) => `\`${command}\` did not print \`${expected}\`.`,
  surplus: (command, printed) => `\`${command}\` printed \`${printed}\`, which should not be there.`,
  failed: (command, code, printed) => (printed ? `\`${command}\` failed with exit code ${code}: \`${printed}\`` : `\`${command}\` failed with exit code ${code}.`),
  succeeded: (command, code) => `\`${command}\` succeeded, but should have ended with exit code ${code}.`,
  notTyped: 'None of the commands that you have typed does this.',
  noAnswer: 'Type your answer into the field.',
  wrongAnswer: (answer) => `\`${answer}\` is not the answer.`,
  noKey: (command) => `There is no answer yet: \`${command}\` finds nothing.`,
  mistake: (why, miss) => `${why} ${miss}`,
};

const zhCN: CheckWords = {
  differs: (command, printed, expected) => `\`${command}\` 输出了 \`${printed}\`，应为 \`${expected}\`。`,
  nothing: (command, expected) => `\`${command}\` 没有任何输出，应为 \`${expected}\`。`,
  missing: (command, expected) => `\`${command}\` 的输出中没有 \`${expected}\`。`,
  surplus: (command, printed) => `\`${command}\` 输出了不该出现的 \`${printed}\`。`,
  failed: (command, code, printed) => (printed ? `\`${command}\` 失败，退出码为 ${code}：\`${printed}\`` : `\`${command}\` 失败，退出码为 ${code}。`),
  succeeded: (command, code) => `\`${command}\` 执行成功了，但退出码本应为 ${code}。`,
  notTyped: '在你输入过的命令里，还没有一条做到这一点。',
  noAnswer: '请在输入框中填写答案。',
  wrongAnswer: (answer) => `\`${answer}\` 不是正确答案。`,
  noKey: (command) => `现在还没有答案：\`${command}\` 什么也没找到。`,
  mistake: (why, miss) => `${why}${miss}`,
};

export const CHECK_WORDS: Readonly<Record<Locale, CheckWords>> = { en, 'zh-CN': zhCN };
