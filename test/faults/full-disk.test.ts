import { afterAll, expect, it } from 'vitest';
import { startTestApp } from '../support/app.ts';
import { queryOnce } from '../support/query-once.ts';
import { expectAlive, expectAllThere, ringUntilFull } from './fullness.ts';
import { ringOnce } from './stage.ts';

const ends: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(ends.map((end) => end())));

it('a full disk, as the database tells of it: webhooks are refused, the process lives, and it goes on when there is room', async () => {
  const t = await startTestApp();
  ends.push(() => t.stop());
  const before = (await ringOnce(t.webhookUrl, 'call_BEFORE')).id;
  await queryOnce(
    t.databaseUrl,
    `create function no_room() returns trigger language plpgsql as
         $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
       create trigger no_room before insert on journal execute function no_room()`,
  );
  expect(await ringUntilFull(t)).toEqual([]);
  await expectAlive(t);
  await queryOnce(t.databaseUrl, 'drop trigger no_room on journal');
  await expectAllThere(t, [before]);
});
