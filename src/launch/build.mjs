import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { bundlePage } from '../page/bundle-page.ts';
import { bundleOf, staleBundles } from './bundle.mjs';

const root = join(import.meta.dirname, '../..');
const bundle = bundleOf(root);

const requireForPackages = `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);`;

/** Bundles the service into one file: `npm run build`. */
const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  outfile: bundle,
  write: false,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  // Both packages load binaries from their own folders, so they cannot be bundled.
  external: ['@electric-sql/pglite', 'esbuild'],
  // Packages in CommonJS need `require` for Node's own modules.
  banner: { js: requireForPackages },
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'error',
});
// The page is bundled too, so that the service runs without esbuild. GraphiQL is for development, so it is not bundled. The files
// of the page get the bundle's name: `page.js` becomes `calls-0123456789abcdef.page.js`.
const pageFiles = (await bundlePage('page')).map(([name, contents]) => ({
  path: bundle.replace(/mjs$/, name),
  contents,
}));
mkdirSync(dirname(bundle), { recursive: true });
// A process that starts meanwhile runs the bundle as soon as its code exists. So the code is written last: its path is shorter
// than that of its source map, `….mjs.map`. Each file is renamed when it is complete.
const codeFiles = outputFiles.toSorted((a, b) => b.path.length - a.path.length);
const files = [...pageFiles, ...codeFiles];
for (const { path, contents } of files) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, contents);
  renameSync(draft, path);
}
for (const path of staleBundles(bundle)) rmSync(path, { force: true });
