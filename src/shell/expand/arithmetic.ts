/** Arithmetic with the variables of a shell. */
import { evaluateArithmetic, ArithmeticError } from '../arithmetic.ts';
import { assignValue } from '../assign.ts';
import { IndexedArray } from '../variables.ts';
import type { ArithmeticVariables } from '../arithmetic.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';

const views = new WeakMap<Shell, ArithmeticVariables>();

/** Evaluates expanded text; an error is reported and gives up the command. */
export function* arithmetic(sh: Shell, text: string, label = ''): Sys<bigint> {
  try {
    return evaluateArithmetic(text, variablesOf(sh));
  } catch (error) {
    if (!(error instanceof ArithmeticError)) throw error;
    return yield* sh.fail(sh.dialect === 'bash' ? label + error.message : sh.dialect === 'ash' ? (error.message.includes('division by 0') ? 'divide by zero' : 'arithmetic syntax error') : dashMessage(error.message, text), sh.isBash ? 1 : 2, !sh.isBash);
  }
}

/** The same without system calls, for `-i` variables and subscripts; throws ArithmeticError. */
export function arithmeticNow(sh: Shell, text: string): bigint {
  return evaluateArithmetic(text, variablesOf(sh));
}

function variablesOf(sh: Shell): ArithmeticVariables {
  let view = views.get(sh);
  if (view === undefined) {
    view = {
      get: (name, subscript) => {
        const value = subscript === undefined ? sh.vars.get(name) : element(sh, name, subscript);
        if (value === undefined && sh.option('nounset')) throw new ArithmeticError(`${name}: unbound variable`);
        return value;
      },
      set: (name, subscript, value) => {
        const problem = assignValue(sh, name, subscript, value, false);
        if (problem !== undefined) throw new ArithmeticError(problem);
      },
    };
    views.set(sh, view);
  }
  return view;
}

function element(sh: Shell, name: string, subscript: string): string | undefined {
  const value = sh.vars.value(name);
  if (value instanceof Map) return value.get(subscript.replace(/^(["'])(.*)\1$/s, '$2'));
  const index = Number(arithmeticNow(sh, subscript));
  if (value instanceof IndexedArray) return value.get(index);
  return index === 0 ? value : undefined;
}

/** dash: `arithmetic expression: expecting primary: "1+"`. */
function dashMessage(message: string, text: string): string {
  if (message.includes('division by 0')) return `arithmetic expression: division by zero: "${text}"`;
  return `arithmetic expression: expecting ${message.includes('operand expected') ? 'primary' : 'EOF'}: "${text}"`;
}
