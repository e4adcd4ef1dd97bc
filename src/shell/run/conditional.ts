/** `[[ … ]]`: no splitting, patterns on the right of `==`, regular expressions on the right of `=~`. */
import { compileValue } from '../expand/compile.ts';
import { evaluateText, expandPattern, expandString, expandSegments } from '../expand/expand.ts';
import { Fields } from '../expand/fields.ts';
import { patternRegExp } from '../pattern.ts';
import { posixRegExp } from '../regex.ts';
import { unaryTest, binaryTest } from '../builtins/test-operators.ts';
import { IndexedArray } from '../variables.ts';
import { CommandFailed } from '../errors.ts';
import { quoteIfNeeded } from '../quote.ts';
import { traceLine } from './trace.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { TestExpression, Word } from '../parse.ts';

/** Truth of a conditional expression; CommandFailed with status 2 for a bad one. */
export function* evaluateConditional(sh: Shell, node: TestExpression): Sys<boolean> {
  switch (node.type) {
    case 'TestGroup': return yield* evaluateConditional(sh, node.expression);
    case 'TestNot': return (yield* evaluateConditional(sh, node.operand)) !== (node.negations.length % 2 === 1);
    case 'TestLogical':
      for (const operand of node.operands) {
        const value = yield* evaluateConditional(sh, operand);
        if (value !== (node.operator === '&&')) return value;
      }
      return node.operator === '&&';
    case 'TestUnary': {
      const operand = yield* expandString(sh, node.operand);
      if (sh.option('xtrace')) yield* traceLine(sh, `[[ ${node.operator} ${quoteIfNeeded(operand)} ]]`);
      return unaryTest(sh, node.operator, operand);
    }
    case 'TestBinary': return yield* binary(sh, node.operator, node.left, node.right);
    default: return node satisfies never;
  }
}

function* binary(sh: Shell, operator: string, leftWord: Word, rightWord: Word): Sys<boolean> {
  if (/^-(?:eq|ne|lt|le|gt|ge)$/.test(operator)) {
    const left = yield* number(sh, leftWord);
    const right = left === undefined ? undefined : yield* number(sh, rightWord);
    if (left === undefined || right === undefined) return false;
    if (sh.option('xtrace')) yield* traceLine(sh, `[[ ${left} ${operator} ${right} ]]`);
    const difference = left - right;
    switch (operator) {
      case '-eq': return difference === 0n;
      case '-ne': return difference !== 0n;
      case '-lt': return difference < 0n;
      case '-le': return difference <= 0n;
      case '-gt': return difference > 0n;
      default: return difference >= 0n;
    }
  }
  const left = yield* expandString(sh, leftWord);
  if (operator === '=~') return yield* matchRegex(sh, left, rightWord);
  if (operator === '=' || operator === '==' || operator === '!=') {
    const pattern = yield* expandPattern(sh, compileValue(rightWord));
    if (sh.option('xtrace')) yield* traceLine(sh, `[[ ${quoteIfNeeded(left)} ${operator} ${pattern === '' ? "''" : pattern} ]]`);
    return patternRegExp(pattern, { ignoreCase: sh.shopted('nocasematch') }).test(left) === (operator !== '!=');
  }
  const right = yield* expandString(sh, rightWord);
  if (sh.option('xtrace')) yield* traceLine(sh, `[[ ${quoteIfNeeded(left)} ${operator} ${quoteIfNeeded(right)} ]]`);
  return binaryTest(sh, left, operator, right) === true;
}

/** An operand of `-eq` and its like; undefined when it is no number, which was reported. */
function* number(sh: Shell, word: Word): Sys<bigint | undefined> {
  const text = yield* expandString(sh, word);
  try {
    return yield* evaluateText(sh, text, '[[: ');
  } catch (error) {
    if (!(error instanceof CommandFailed) || error.fatal) throw error;
    return undefined;
  }
}

/** Quoted parts of the expression are literal. Sets BASH_REMATCH. */
function* matchRegex(sh: Shell, left: string, word: Word): Sys<boolean> {
  let source = '';
  for (const segment of compileValue(word)) {
    const fields = new Fields(false, undefined);
    yield* expandSegments(sh, [segment], fields);
    source += 'quoted' in segment && segment.quoted ? fields.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : fields.text;
  }
  if (sh.option('xtrace')) yield* traceLine(sh, `[[ ${quoteIfNeeded(left)} =~ ${source} ]]`);
  const regexp = posixRegExp(source, sh.shopted('nocasematch'));
  if (regexp === undefined) throw new CommandFailed(2, false);
  const match = regexp.exec(left);
  sh.vars.own('BASH_REMATCH').value = new IndexedArray(match ? [...match].map((group) => group ?? '') : []);
  return match !== null;
}
