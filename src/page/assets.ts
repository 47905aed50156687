import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { projectRoot } from '../project-root.ts';
import { type AssetName, builtNames, bundlePage, packagesOf } from './bundle-page.ts';

export type { AssetName };

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
  /** The body, compressed with gzip. */
  readonly zipped: Buffer;
  /** The `etag` header. */
  readonly tag: string;
}

export interface Assets {
  /** Finds `page.html`, `page.js` or `page.css`, for example; undefined if there is no such file, or its page is off. */
  find(name: string): Promise<Asset | undefined>;
}

const client = new URL('src/page/client/', projectRoot);
const types = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
} as const;

/** The icon of both pages. */
const icon = 'page.svg';

/** The files of each page, bundled at the first request for one of them. */
export function createAssets(which: readonly AssetName[]): Assets {
  /** The files of each page, bundled or being bundled. */
  const made = new Map<string, Promise<ReadonlyMap<string, Asset>>>();

  function filesOf(page: AssetName): Promise<ReadonlyMap<string, Asset>> {
    const known = made.get(page);
    if (known !== undefined) return known;
    const files = makeFiles(page);
    made.set(page, files);
    // If the bundling failed, the next request tries again.
    files.catch(() => made.delete(page));
    return files;
  }

  return {
    async find(name) {
      if (name === icon && which.length > 0)
        return assetOf(icon, await readFile(new URL(icon, client)));
      const page = which.find((one) => name.startsWith(`${one}.`));
      return page && (await filesOf(page)).get(name);
    },
  };
}

async function makeFiles(page: AssetName): Promise<ReadonlyMap<string, Asset>> {
  const bundled = (await readBuilt(page)) ?? (await bundlePage(page));
  const read = async (name: string) => [name, await readFile(new URL(name, client))] as const;
  const files = [await read(`${page}.html`), ...bundled];
  return new Map(
    await Promise.all(
      files.map(async ([name, body]) => [name, await assetOf(name, body)] as const),
    ),
  );
}

/**
 * The files that `npm run build` has put beside the bundle of the service; undefined if there are none, or if the service runs
 * from its sources.
 */
async function readBuilt(page: AssetName): Promise<[string, Buffer][] | undefined> {
  const names = builtNames(page);
  try {
    return await Promise.all(
      names.map(
        async (name): Promise<[string, Buffer]> => [name, await readFile(besideBundle(name))],
      ),
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** In the bundle of the service, the URL of this module is that of the bundle: `calls-0123.mjs` gives `calls-0123.page.js`. */
const besideBundle = (name: string) => new URL(import.meta.url.replace(/\.m?[jt]s$/, `.${name}`));

const isInstalled = (name: string) =>
  existsSync(new URL(`node_modules/${name}/package.json`, projectRoot));

/** The packages that `page` needs and that are not installed. None are needed if the page was bundled by `npm run build`. */
export function missingFor(page: AssetName): string[] {
  if (builtNames(page).every((name) => existsSync(besideBundle(name)))) return [];
  return packagesOf[page].filter((name) => !isInstalled(name));
}

async function assetOf(name: string, body: Buffer): Promise<Asset> {
  const kind = name.slice(name.lastIndexOf('.') + 1) as keyof typeof types;
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { type: types[kind], body, zipped: await promisify(gzip)(body), tag };
}
