import { describe, expect, it } from 'vitest';
import { evaluateArithmetic, ArithmeticError } from '../../src/shell/arithmetic.ts';

function evaluate(text: string, values: Record<string, string> = {}): string {
  const table = new Map(Object.entries(values));
  const key = (name: string, subscript: string | undefined): string => (subscript === undefined ? name : `${name}[${subscript}]`);
  return evaluateArithmetic(text, {
    get: (name, subscript) => table.get(key(name, subscript)), set: (name, subscript, value) => void table.set(key(name, subscript), value),
  }).toString();
}

describe('evaluateArithmetic', () => {
  it.each([
    ['1+2*3', '7'], ['2**3**2', '512'], ['-2**2', '4'], ['7/-2', '-3'], ['-7%3', '-1'], ['1<<4|1', '17'], ['0x1f', '31'], ['010', '8'], ['2#101', '5'], ['64#_', '63'],
    ['1?2:3', '2'], ['0||0', '0'], ['a=3,a*=4', '12'], ['1---1', '0'], ['', '0'], ['9223372036854775807+1', '-9223372036854775808'], ['~0', '-1'], ['!5', '0'],
  ])('%s is %s', (text, value) => expect(evaluate(text)).toBe(value));

  it('takes the values of names as expressions', () => expect(evaluate('y', { x: '5', y: 'x+1' })).toBe('6'));
  it('does not assign in the branch not taken', () => expect(evaluate('1 || (x = 5), x', { x: '2' })).toBe('2'));
  it.each([
    ['1+', '1+: syntax error: operand expected (error token is "+")'], ['1/0', '1/0: division by 0 (error token is "0")'],
    ['08', '08: value too great for base (error token is "08")'], ['1 2', '1 2: syntax error in expression (error token is "2")'],
    ['3=4', '3=4: attempted assignment to non-variable (error token is "=4")'], ['1.5', '1.5: syntax error: invalid arithmetic operator (error token is ".5")'],
  ])('words the error of %s as bash does', (text, message) => expect(() => evaluate(text)).toThrow(new ArithmeticError(message)));
  it('ends a recursion without end', () => expect(() => evaluate('x', { x: 'x' })).toThrow(/expression recursion level exceeded/));
});
