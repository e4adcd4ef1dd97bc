/** Arithmetic in a command, with each shell's words for what is wrong. */
import { ArithmeticError } from '../arithmetic.ts';
import { arithmeticNow } from '../assign.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';

/** Evaluates expanded text; an error is reported and gives up the command. */
export function* arithmetic(sh: Shell, text: string, label = ''): Sys<bigint> {
  try {
    return arithmeticNow(sh, text);
  } catch (error) {
    if (!(error instanceof ArithmeticError)) throw error;
    return yield* sh.fail(sh.dialect === 'bash' ? label + error.message : sh.dialect === 'ash' ? (error.message.includes('division by 0') ? 'divide by zero' : 'arithmetic syntax error') : dashMessage(error.message, text), sh.isBash ? 1 : 2, !sh.isBash);
  }
}

/** dash: `arithmetic expression: expecting primary: "1+"`. */
function dashMessage(message: string, text: string): string {
  if (message.includes('division by 0')) return `arithmetic expression: division by zero: "${text}"`;
  return `arithmetic expression: expecting ${message.includes('operand expected') ? 'primary' : 'EOF'}: "${text}"`;
}
