/** Syntax of bash that dash and BusyBox ash do not have: the parser knows bash only, so it is refused here with their wording. */
import { walk } from './parse.ts';
import type { Shell } from './shell.ts';
import type { SourceText } from './source.ts';
import type { Statement, SyntaxNode } from './parse.ts';

/** The first thing in these statements that this shell's grammar refuses; undefined when all is well. */
export function dialectError(sh: Shell, statements: readonly Statement[], source: SourceText): { line: number; message: string } | undefined {
  if (sh.isBash) return undefined;
  let found: { line: number; message: string } | undefined;
  for (const statement of statements) {
    walk(statement, (node) => {
      const token = found ? undefined : refused(sh, node, source.text);
      if (token === undefined) return;
      found = { line: source.lineAt(node.pos), message: `${token} unexpected` };
    });
  }
  return found;
}

function refused(sh: Shell, node: SyntaxNode, text: string): string | undefined {
  switch (node.type) {
    case 'ArrayValue': case 'ProcessSubstitution': return '"("';
    case 'HereString': return sh.dialect === 'dash' ? 'redirection' : undefined;
    case 'Pipeline': return sh.dialect === 'dash' && node.operators.some((operator) => operator === '|&') ? '"&"' : undefined;
    case 'Function': return sh.dialect === 'dash' && /^function\s/.test(text.slice(node.pos, node.pos + 9)) ? (/^function\s+\S+\s*\(/.test(text.slice(node.pos, node.end)) ? '"("' : '"}"') : undefined;
    case 'Select': return '"do"';
    case 'ArithmeticFor': return '"("';
    default: return undefined;
  }
}
