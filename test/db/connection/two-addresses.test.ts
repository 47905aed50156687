import { randomInt } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../../src/app.ts';
import type { Config } from '../../../src/config.ts';
import { testConfig } from '../../support/app.ts';
import { createDatabase } from '../../support/database.ts';
import { queryOnce } from '../../support/query-once.ts';
import { silentLog } from '../../support/silent-log.ts';

const n = randomInt(1e9);
/** Its sessions look tables up in the schema of its name, which is empty. */
const server = `server_${n}`;
let directUrl: string;
let url: string;
let app: App | undefined;

beforeAll(async () => {
  directUrl = await createDatabase();
  await queryOnce(
    directUrl,
    `create role ${server} superuser login password 's'; create schema ${server}`,
  );
  url = Object.assign(new URL(directUrl), { username: server, password: 's' }).href;
});
afterEach(async () => {
  await app?.stop();
  app = undefined;
});

async function start(more: object): Promise<App> {
  const database: Config['database'] = { is: 'postgres', url, directUrl, poolSize: 2, ...more };
  app = await createApp(testConfig(database), { log: silentLog });
  return app;
}

describe('DATABASE_URL and DATABASE_DIRECT_URL of two roles', () => {
  it('are refused where the service would not see the tables that are migrated', async () => {
    await expect(start({})).rejects.toThrow(
      `DATABASE_URL looks tables up in the schema ${server}, and DATABASE_DIRECT_URL in the schema public. Set DATABASE_SCHEMA`,
    );
    await expect(start({ url: directUrl, directUrl: url })).rejects.toThrow('Set DATABASE_SCHEMA');
  });

  it('serve where DATABASE_SCHEMA names the schema for both', async () => {
    const { url: at } = await start({ schema: 'public' });
    expect((await fetch(`${at}/readyz`)).status).toBe(200);
  });

  it('are refused where one may use no schema of its search path', async () => {
    await queryOnce(directUrl, `alter role ${server} set search_path = nowhere`);
    await expect(start({})).rejects.toThrow('DATABASE_URL looks tables up in no schema');
  });
});
