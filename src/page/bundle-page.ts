import { projectRoot } from '../project-root.ts';

/** The two pages, by the name that their files and settings have. */
export type AssetName = 'page' | 'graphiql';

/** The packages that bundling each page needs. */
export const packagesOf: Readonly<Record<AssetName, readonly string[]>> = {
  page: ['esbuild', 'preact', 'uplot', 'graphql-ws'],
  graphiql: ['esbuild', 'graphiql', '@graphiql/toolkit', 'react', 'react-dom', 'graphql-ws'],
};

/** The files that bundling a page makes. */
export const builtNames = (page: AssetName) => [`${page}.js`, `${page}.css`];

const client = new URL('src/page/client/', projectRoot);

/** All builds share the process that esbuild starts. */
let buildsUnderWay = 0;

/** Strips the types and bundles the packages, so that the page needs no build beforehand. */
export async function bundlePage(page: AssetName): Promise<[string, Buffer][]> {
  const { build, stop } = await import('esbuild');
  buildsUnderWay += 1;
  try {
    const { outputFiles } = await build({
      absWorkingDir: new URL('.', projectRoot).pathname,
      entryPoints: { [page]: new URL(`${page}.tsx`, client).pathname },
      outdir: new URL('.', client).pathname,
      write: false,
      bundle: true,
      // Also makes React and other packages use their production builds.
      minify: true,
      format: 'esm',
      target: 'es2022',
      jsx: 'automatic',
      jsxImportSource: page === 'graphiql' ? 'react' : 'preact',
      loader: { '.woff': 'dataurl', '.woff2': 'dataurl', '.ttf': 'dataurl', '.svg': 'dataurl' },
      legalComments: 'none',
      logLevel: 'silent',
    });
    return outputFiles.map(({ path, contents }) => [nameIn(path), Buffer.from(contents)]);
  } finally {
    buildsUnderWay -= 1;
    // Ends the process. A build that it runs would never end.
    if (buildsUnderWay === 0) await stop();
  }
}

const nameIn = (path: string) => path.slice(path.lastIndexOf('/') + 1);
