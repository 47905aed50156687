import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { projectRoot } from '../project-root.ts';

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
  readonly zipped: Buffer;
  readonly tag: string;
}

export type AssetName = 'page' | 'graphiql';

export interface Assets {
  /** `page.html`, `page.js` or `page.css`, for example. */
  find(name: string): Promise<Asset | undefined>;
}

const client = new URL('src/page/client/', projectRoot);
const types = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
} as const;

/** The files of each page, bundled when somebody first asks for one of them. */
export function createAssets(which: readonly AssetName[]): Assets {
  const made = new Map<string, Promise<ReadonlyMap<string, Asset>>>();

  function filesOf(page: AssetName): Promise<ReadonlyMap<string, Asset>> {
    const known = made.get(page);
    if (known !== undefined) return known;
    const files = makeFiles(page);
    made.set(page, files);
    // What failed is tried again at the next request.
    files.catch(() => made.delete(page));
    return files;
  }

  return {
    async find(name) {
      const page = which.find((one) => name.startsWith(`${one}.`));
      return page && (await filesOf(page)).get(name);
    },
  };
}

async function makeFiles(page: AssetName): Promise<ReadonlyMap<string, Asset>> {
  const bundled = await bundle(page);
  const read = async (name: string) => [name, await readFile(new URL(name, client))] as const;
  const files = [await read(`${page}.html`), await read('page.svg'), ...bundled];
  return new Map(
    await Promise.all(
      files.map(async ([name, body]) => [name, await assetOf(name, body)] as const),
    ),
  );
}

/** Types are stripped and packages are put together here, so that nothing has to be built beforehand. */
async function bundle(page: AssetName): Promise<[string, Buffer][]> {
  const { build, stop } = await import('esbuild');
  try {
    const { outputFiles } = await build({
      absWorkingDir: new URL('.', projectRoot).pathname,
      entryPoints: { [page]: new URL(`${page}.tsx`, client).pathname },
      outdir: new URL('.', client).pathname,
      write: false,
      bundle: true,
      // Also chooses what React and others ship for production.
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
    await stop();
  }
}

const nameIn = (path: string) => path.slice(path.lastIndexOf('/') + 1);

async function assetOf(name: string, body: Buffer): Promise<Asset> {
  const kind = name.slice(name.lastIndexOf('.') + 1) as keyof typeof types;
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { type: types[kind], body, zipped: await promisify(gzip)(body), tag };
}
