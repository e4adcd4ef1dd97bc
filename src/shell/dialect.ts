/** Syntax that the parser knows and this shell refuses: bash's own in dash and BusyBox ash, extended patterns in a bash without `extglob`. */
import { walk } from './parse.ts';
import type { Shell } from './shell.ts';
import type { SourceText } from './source.ts';
import type { Statement, SyntaxNode } from './parse.ts';

/** What is refused, as bash says it (`token`, behind which comes the line) and as the others do. */
export interface DialectError { readonly line: number; readonly token: string; readonly message: string }

/** The first thing in these statements that this shell's grammar refuses; undefined when all is well. */
export function dialectError(sh: Shell, statements: readonly Statement[], source: SourceText): DialectError | undefined {
  if (sh.isBash && (sh.shopted('extglob') || !mayHoldPattern(statements, source))) return undefined;
  let found: DialectError | undefined;
  for (const statement of statements) {
    walk(statement, (node) => {
      if (found) return false;
      if (sh.isBash) {
        // Patterns of `[[ … ]]` and of `${…}` are always extended, or text.
        if (node.type === 'TestCommand' || node.type === 'ParameterExpansion') return false;
        if (node.type === 'ExtendedGlob') found = { line: source.lineAt(node.pos), token: '(', message: '' };
        return true;
      }
      const message = refused(sh, node, source.text);
      if (message !== undefined) found = { line: source.lineAt(node.pos), token: '', message };
      return true;
    });
  }
  return found;
}

function mayHoldPattern(statements: readonly Statement[], source: SourceText): boolean {
  return /[?*+@!]\(/.test(source.text.slice(statements[0]?.pos, statements.at(-1)?.end));
}

function refused(sh: Shell, node: SyntaxNode, text: string): string | undefined {
  const dash = sh.dialect === 'dash';
  switch (node.type) {
    case 'ArrayValue': case 'ExtendedGlob': return '"(" unexpected';
    // dash stops at the second `<` of `< <(…)`.
    case 'ProcessSubstitution': return dash && /[<>][ \t]*$/.test(text.slice(0, node.pos)) ? 'redirection unexpected' : '"(" unexpected';
    case 'CaseItem': return node.terminator === ';&' || node.terminator === ';;&' ? '"&" unexpected' : undefined;
    case 'HereString': return dash ? 'redirection unexpected' : undefined;
    case 'Pipeline': return dash && node.operators.some((operator) => operator === '|&') ? '"&" unexpected' : undefined;
    case 'Function': return dash && /^function\s/.test(text.slice(node.pos, node.pos + 9)) ? (/^function\s+\S+\s*\(/.test(text.slice(node.pos, node.end)) ? '"(" unexpected' : '"}" unexpected') : undefined;
    case 'Select': return '"do" unexpected';
    case 'ArithmeticFor': return dash ? 'Bad for loop variable' : '"(" unexpected';
    default: return undefined;
  }
}
