import { expect, it } from 'vitest';
import { withPreloads } from '../../src/scripts/preload.mjs';

it('names the scripts of the workbench in the head of its pages only', () => {
  const names = ['addon-webgl.c.js', 'first-worker.e.js', 'screen.a-1.js', 'screen.b.css', 'theme.d.js'];
  expect(withPreloads('<head></head><div id="workbench"></div>', names)).toBe(
    '<head><link rel="modulepreload" href="/_astro/first-worker.e.js"><link rel="modulepreload" href="/_astro/screen.a-1.js"><link rel="modulepreload" href="/_astro/theme.d.js"></head><div id="workbench"></div>',
  );
  expect(withPreloads('<head></head>', names)).toBe('<head></head>');
});
