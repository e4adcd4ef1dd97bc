/** test and [ : by the number of arguments, as POSIX says, then by grammar. */
import { BINARY, UNARY, binaryTest, unaryTest } from './test-operators.ts';
import type { Builtin } from './table.ts';
import type { Shell } from '../shell.ts';

class TestError extends Error {}

class Evaluator {
  private readonly sh: Shell;
  private readonly args: readonly string[];
  private at = 0;

  constructor(sh: Shell, args: readonly string[]) {
    this.sh = sh;
    this.args = args;
  }

  run(): boolean {
    const { args } = this;
    switch (args.length) {
      case 0: return false;
      case 1: return args[0] !== '';
      case 2:
        if (args[0] === '!') return args[1] === '';
        if (this.sh.dialect === 'dash' && this.isBinary(args[1])) throw new TestError(`${args[1]}: argument expected`);
        if (this.isUnary(args[0] as string)) return unaryTest(this.sh, args[0] as string, args[1] as string);
        throw new TestError(this.sh.isBash ? `${args[0]}: unary operator expected` : this.sh.dialect === 'dash' ? `${args[0]}: unexpected operator` : `${args[1]}: unknown operand`);
      case 3: {
        const three = this.three(args);
        if (three !== undefined) return three;
        throw new TestError(this.sh.isBash ? `${args[1]}: binary operator expected` : this.sh.dialect === 'dash' ? `${args[0]}: unexpected operator` : `${args[1]}: unknown operand`);
      }
      case 4:
        if (args[0] === '!') return !(new Evaluator(this.sh, args.slice(1)).run());
        if (args[0] === '(' && args[3] === ')') return new Evaluator(this.sh, args.slice(1, 3)).run();
        break;
      default:
    }
    const value = this.or();
    // dash names the last word that it understood.
    if (this.at < args.length) throw new TestError(this.sh.isBash ? 'too many arguments' : `${args[this.sh.dialect === 'dash' ? this.at - 1 : this.at]}: unexpected operator`);
    return value;
  }

  private three(args: readonly string[]): boolean | undefined {
    const [a, operator, b] = args as [string, string, string];
    if (this.isBinary(operator)) return this.binary(a, operator, b);
    if (operator === '-a') return a !== '' && b !== '';
    if (operator === '-o') return a !== '' || b !== '';
    if (a === '!') return !(new Evaluator(this.sh, args.slice(1)).run());
    if (a === '(' && b === ')') return operator !== '';
    return undefined;
  }

  private isBinary(operator: string | undefined): boolean {
    return operator !== undefined && BINARY.has(operator) && !(operator === '==' && this.sh.dialect === 'dash');
  }

  private isUnary(operator: string): boolean {
    return UNARY.has(operator) && !(this.sh.dialect === 'dash' && /^-[aovRN]$/.test(operator));
  }

  private binary(a: string, operator: string, b: string): boolean {
    const result = binaryTest(this.sh, a, operator, b);
    if (typeof result === 'boolean') return result;
    throw new TestError(this.sh.isBash ? `${result.bad}: integer expression expected` : this.sh.dialect === 'dash' ? `Illegal number: ${result.bad}` : `${result.bad}: bad number`.replace(/^(.*): bad number$/, "bad number '$1'"));
  }

  private or(): boolean {
    let value = this.and();
    while (this.args[this.at] === '-o') {
      this.at++;
      value = this.and() || value;
    }
    return value;
  }

  private and(): boolean {
    let value = this.not();
    while (this.args[this.at] === '-a') {
      this.at++;
      value = this.not() && value;
    }
    return value;
  }

  private not(): boolean {
    if (this.args[this.at] === '!' && this.at + 1 < this.args.length) {
      this.at++;
      return !this.not();
    }
    return this.primary();
  }

  private primary(): boolean {
    const word = this.args[this.at];
    if (word === undefined) throw new TestError('argument expected');
    if (word === '(') {
      this.at++;
      const value = this.or();
      if (this.args[this.at] !== ')') throw new TestError("`)' expected");
      this.at++;
      return value;
    }
    if (this.isBinary(this.args[this.at + 1]) && this.at + 2 < this.args.length) {
      this.at += 3;
      return this.binary(word, this.args[this.at - 2] as string, this.args[this.at - 1] as string);
    }
    if (this.isUnary(word) && this.at + 1 < this.args.length) {
      this.at += 2;
      return unaryTest(this.sh, word, this.args[this.at - 1] as string);
    }
    this.at++;
    return word !== '';
  }
}

function test(name: string): Builtin {
  return {
    name,
    usage: name === '[' ? '[ arg... ]' : 'test [expr]',
    *run(sh, words) {
      let args = words.slice(1);
      if (name === '[') {
        if (args.at(-1) !== ']') {
          yield* sh.warn(sh.dialect === 'ash' ? "missing ]" : sh.isBash ? "[: missing `]'" : '[: missing ]');
          return 2;
        }
        args = args.slice(0, -1);
      }
      try {
        return new Evaluator(sh, args).run() ? 0 : 1;
      } catch (error) {
        if (!(error instanceof TestError)) throw error;
        yield* sh.warn(sh.dialect === 'ash' ? error.message : `${name}: ${error.message}`);
        return 2;
      }
    },
  };
}

export const TEST: readonly Builtin[] = [test('['), test('test')];
