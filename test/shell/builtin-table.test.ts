import { expect, test } from 'vitest';
import { loadDeferred } from '../../src/kernel/deferred.ts';
import { builtinNames, findBuiltin } from '../../src/shell/builtins/table.ts';
import type { Dialect, Shell } from '../../src/shell/shell.ts';

const shell = (dialect: Dialect): Shell => ({ dialect, disabledBuiltins: new Set() }) as unknown as Shell;

test('a shell has the same builtins before and after their files are loaded', async () => {
  const names = (): Record<string, string[]> => ({ bash: builtinNames(shell('bash')), dash: builtinNames(shell('dash')), ash: builtinNames(shell('ash')) });
  const before = names();
  expect(findBuiltin(shell('bash'), 'printf')?.usage).toBe('');
  await loadDeferred();
  expect(names()).toEqual(before);
  expect(before['bash']?.filter((name) => findBuiltin(shell('bash'), name)?.usage === '')).toEqual([]);
});
