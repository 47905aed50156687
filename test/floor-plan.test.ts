import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type FloorPlan, type Source, violations } from './support/floor-plan.ts';

const plan: FloorPlan = {
  rooms: {
    call: [],

    'providers/*': ['call', 'providers', 'providers/provider.ts', 'log.ts'],
    providers: ['call', 'providers/provider.ts', 'log.ts'],

    'providers/provider.ts': ['call'],
    policies: ['call', 'log.ts'],
    db: ['call', 'providers/provider.ts', 'policies', 'log.ts'],
    feed: ['call', 'db', 'log.ts'],
    access: ['call', 'db', 'log.ts'],

    calls: ['call', 'providers/provider.ts', 'policies', 'db', 'feed', 'access', 'log.ts'],

    graphql: ['call', 'providers/provider.ts', 'policies', 'access', 'calls', 'log.ts'],
    intake: ['call', 'providers/provider.ts', 'db', 'access', 'calls', 'log.ts'],
    effects: ['call', 'providers/provider.ts', 'policies', 'db', 'access', 'calls', 'log.ts'],

    wiring: [
      ...['call', 'providers', 'providers/*', 'providers/provider.ts', 'policies', 'db', 'feed'],
      ...['access', 'calls', 'graphql', 'intake', 'effects', 'config.ts', 'log.ts'],
      ...['http-server.ts', 'metrics.ts'],
    ],
    'app.ts': ['calls', 'db', 'wiring', 'config.ts', 'log.ts', 'metrics.ts'],
    start: ['call', 'access', 'calls', 'db', 'simulator', 'app.ts', 'config.ts', 'log.ts'],
    'main.ts': ['app.ts', 'start', 'config.ts', 'log.ts'],

    'http-server.ts': [],
    'metrics.ts': ['call', 'providers/provider.ts', 'db', 'metrics'],
    metrics: ['call', 'providers/provider.ts'],
    cli: ['config'],
    'config.ts': ['config', 'log.ts'],
    config: ['log', 'log.ts'],
    'log.ts': ['log'],
    log: [],
    simulator: [],
  },
  packages: {
    postgres: ['db'],
    '@electric-sql/pglite': ['db'],
    'drizzle-orm': ['db'],
    cometd: ['providers/*'],
    'cometd-nodejs-server': ['simulator'],
    'ipaddr.js': ['providers/public-address.ts'],
    'libphonenumber-js': ['call/phone.ts'],
    undici: ['providers/provider-http.ts'],
    graphql: ['graphql'],
    '@apollo/server': ['graphql'],
    '@apollo/subgraph': ['graphql'],
    'graphql-ws': ['graphql'],
    dataloader: ['graphql'],
    ws: ['graphql'],
    'package.json': ['app.ts'],
    pino: ['log.ts'],
    'prom-client': ['metrics.ts', 'metrics'],
  },
  words: [
    { what: 'reads the environment', pattern: /\bprocess\.env\b/, onlyIn: ['config.ts'] },
    {
      what: 'calls fetch',
      pattern: /(?<![\w.$])(?:globalThis\.)?fetch\s*\(/,
      onlyIn: ['providers/provider-http.ts', 'simulator'],
    },
    {
      what: 'writes the table calls',
      pattern: /\b(?:update|insert\s+into)[\s(]+(?:\$\{)?"?calls\b/i,
      onlyIn: ['db/record-call.ts'],
    },
  ],
  longestFile: 250,
};

const root = new URL('..', import.meta.url);

function repository(): Source[] {
  return globSync(['src/**/*.ts', 'test/**/*.test.ts'], { cwd: root }).map((path) => ({
    path,
    text: readFileSync(new URL(path, root), 'utf8'),
  }));
}

describe('the floor plan', () => {
  it('is kept by every file', () => {
    expect(violations(repository(), plan)).toEqual([]);
  });

  it('is checked against sources that exist', () => {
    expect(repository().map((source) => source.path)).toContain('src/call/call.ts');
  });
});

describe('the check of the floor plan', () => {
  const planted: [sentence: string, sources: Record<string, string>, found: string[]][] = [
    [
      'sees a lower floor look up',
      { 'src/call/call.ts': `import { reject } from '../calls/calls.ts';` },
      ['src/call/call.ts imports src/calls/calls.ts'],
    ],
    [
      'sees an import of several lines, of a type, of a side effect, and one made while running',
      {
        'src/db/record.ts': `import {\n  type Feed,\n} from '../feed/feed.ts';`,
        'src/feed/feed.ts': `export type { Server } from '../graphql/server.ts';`,
        'src/policies/decide.ts': `import '../effects/worker.ts';`,
        'src/access/viewer.ts': `const later = await import('../app.ts');`,
      },
      [
        'src/db/record.ts imports src/feed/feed.ts',
        'src/feed/feed.ts imports src/graphql/server.ts',
        'src/policies/decide.ts imports src/effects/worker.ts',
        'src/access/viewer.ts imports src/app.ts',
      ],
    ],
    [
      'sees the doors open into each other',
      {
        'src/graphql/server.ts': `import { hook } from '../intake/hook.ts';`,
        'src/intake/hook.ts': `import { work } from '../effects/work.ts';`,
        'src/effects/work.ts': `import { schema } from '../graphql/schema.ts';`,
      },
      [
        'src/graphql/server.ts imports src/intake/hook.ts',
        'src/intake/hook.ts imports src/effects/work.ts',
        'src/effects/work.ts imports src/graphql/schema.ts',
      ],
    ],
    [
      'sees a provider look at another',
      {
        'src/providers/wawp/wawp.ts': `import { read } from '../wuts/wire.ts';`,
        'src/providers/wuts/wuts.ts': `import { read } from './wire.ts';`,
        'test/providers/wawp.test.ts': '',
        'test/providers/wuts.test.ts': '',
      },
      ['src/providers/wawp/wawp.ts imports src/providers/wuts/wire.ts'],
    ],
    [
      'sees anybody but the wiring name a provider',
      {
        'src/wiring/open-providers.ts': `import { createWawp } from '../providers/wawp/wawp.ts';`,
        'src/calls/reject.ts': `import { createWawp } from '../providers/wawp/wawp.ts';`,
        'test/providers/wawp.test.ts': '',
      },
      ['src/calls/reject.ts imports src/providers/wawp/wawp.ts'],
    ],
    [
      'sees a provider without a test of its name',
      { 'src/providers/wuts/wuts.ts': '' },
      ['test/providers/wuts.test.ts does not exist'],
    ],
    [
      'sees somebody import app.ts who is not main or the demo',
      {
        'src/main.ts': `import { startApp } from './app.ts';`,
        'src/graphql/server.ts': `import { startApp } from '../app.ts';`,
      },
      ['src/graphql/server.ts imports src/app.ts'],
    ],
    [
      'sees the configuration handed around by import',
      { 'src/effects/work.ts': `import { config } from '../config.ts';` },
      ['src/effects/work.ts imports src/config.ts'],
    ],
    [
      'sees the environment read outside config.ts',
      { 'src/config.ts': 'process.env.PORT;', 'src/log.ts': 'process.env.LOG;' },
      ['src/log.ts reads the environment'],
    ],
    [
      'sees a database driver outside db',
      {
        'src/db/postgres.ts': `import postgres from 'postgres';`,
        'src/feed/tail.ts': `import postgres from 'postgres';`,
        'src/calls/list.ts': `import { eq } from 'drizzle-orm/sql';`,
      },
      ['src/feed/tail.ts imports postgres', 'src/calls/list.ts imports drizzle-orm/sql'],
    ],
    [
      'sees requests made outside provider-http.ts',
      {
        'src/providers/provider-http.ts': `import { request } from 'undici';`,
        'src/providers/wawp/wawp.ts': `import { request } from 'undici';`,
        'src/intake/hook.ts': 'await fetch(url);',
        'src/calls/list.ts': 'await page.fetch(first);',
        'test/providers/wawp.test.ts': '',
      },
      ['src/providers/wawp/wawp.ts imports undici', 'src/intake/hook.ts calls fetch'],
    ],
    [
      'sees a package that the plan does not know, and the vocabulary reach outside',
      {
        'src/calls/list.ts': `import _ from 'lodash';`,
        'src/call/ids.ts': `import { readFileSync } from 'node:fs';`,
      },
      ['src/calls/list.ts imports lodash', 'src/call/ids.ts imports node:fs'],
    ],
    [
      'sees the simulator and the service mixed',
      {
        'src/simulator/wawp.ts': `import type { Call } from '../call/call.ts';`,
        'src/app.ts': `import { ring } from './simulator/wawp.ts';`,
        'src/start/demo.ts': `import { ring } from './simulator/wawp.ts';`,
      },
      [
        'src/simulator/wawp.ts imports src/call/call.ts',
        'src/app.ts imports src/simulator/wawp.ts',
      ],
    ],
    [
      'sees a second writer of calls',
      {
        'src/db/record-call.ts': 'sql`insert into calls values (1)`',
        'src/db/sweep.ts': 'sql`UPDATE "calls" set status = 1`',
        'src/db/purge.ts': 'drizzle.update(calls).set({})',
        'src/db/read.ts': 'sql`select 1 from calls for update`',
      },
      ['src/db/sweep.ts writes the table calls', 'src/db/purge.ts writes the table calls'],
    ],
    [
      'sees files go round in a circle',
      {
        'src/call/a.ts': `import './b.ts';`,
        'src/call/b.ts': `import './c.ts';`,
        'src/call/c.ts': `import './b.ts';`,
      },
      ['a circle: src/call/b.ts → src/call/c.ts → src/call/b.ts'],
    ],
    [
      'sees a file of more than 250 lines, unless it is generated',
      {
        'src/calls/all.ts': 'x;\n'.repeat(251),
        'src/calls/most.ts': 'x;\n'.repeat(250),
        'src/graphql/types.generated.ts': 'x;\n'.repeat(900),
      },
      ['src/calls/all.ts has 251 lines'],
    ],
    [
      'sees a file for which the plan has no room',
      { 'src/utils/date.ts': '', 'src/helpers.ts': '' },
      ['src/utils/date.ts is in no room of the plan', 'src/helpers.ts is in no room of the plan'],
    ],
  ];

  it.each(planted)('%s', (_, sources, found) => {
    const texts = Object.entries(sources).map(([path, text]) => ({ path, text }));
    expect(violations(texts, plan)).toEqual(found);
  });
});
