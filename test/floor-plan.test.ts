import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type FloorPlan, type Source, violations } from './support/floor-plan.ts';

/** What every use case may import from the floors below. */
const below = [
  ...['call/**', 'providers/provider.ts', 'policies/**', 'db/**', 'feed', 'access', 'log.ts'],
];

const plan: FloorPlan = {
  rooms: {
    call: [],
    'call/lifecycle': ['call'],

    'providers/*': [
      ...['call', 'providers/provider.ts', 'providers/outgoing', 'providers/kit/**'],
      ...['providers/waha-family', 'log.ts'],
    ],
    'providers/waha-family': ['call', 'providers/provider.ts', 'providers/kit/**'],
    'providers/integrations': ['call', 'providers/outgoing', 'providers/kit'],
    'providers/kit': ['call', 'providers/provider.ts', 'providers/outgoing'],
    'providers/kit/account': ['providers/provider.ts'],
    'providers/kit/signature': ['providers/kit'],
    'providers/outgoing': ['log.ts'],
    'providers/provider.ts': ['call'],

    policies: ['call', 'policies/judge.ts'],
    'policies/perimeter.ts': ['call', 'policies', 'policies/copy'],
    'policies/judge.ts': ['call', 'policies', 'policies/kinds'],
    'policies/kinds': ['call', 'policies'],
    'policies/settings': ['call', 'policies'],
    'policies/copy': ['call/**', 'policies'],
    'policies/statistics': ['policies'],

    'db/tables': ['call/**', 'providers/provider.ts', 'policies', 'policies/copy'],
    'db/connection': ['call', 'db/migrations', 'log.ts'],
    'db/migrations': ['db', 'db/connection', 'project-root.ts'],
    db: ['call/**', 'db/connection', 'db/tables'],
    'db/callers': ['call/**', 'db', 'db/connection', 'db/tables'],
    'db/lines': [
      ...['call/**', 'providers/provider.ts', 'policies', 'db', 'db/connection', 'db/tables'],
      'db/callers',
    ],
    'db/calls': [
      ...['call/**', 'providers/provider.ts', 'db', 'db/connection', 'db/tables', 'db/callers'],
      ...['db/lines', 'db/effects', 'db/journal'],
    ],
    'db/effects': ['call/**', 'db', 'db/connection', 'db/tables'],
    'db/record': ['call/**', 'db', 'db/connection', 'db/tables'],
    'db/housekeeping': ['call/**', 'db', 'db/connection', 'db/tables'],
    'db/journal': ['call/**', 'db', 'db/connection', 'db/tables'],

    feed: ['call', 'db', 'db/connection', 'db/journal', 'db/calls', 'log.ts'],
    access: ['access/keys', 'access/users', 'call', 'db', 'db/connection', 'log.ts'],
    'access/keys': ['access', 'call', 'db', 'db/connection', 'log.ts'],
    'access/users': ['access', 'call'],
    'access/limits': ['access', 'call'],

    'use-cases': below,
    'use-cases/idempotency': [...below, 'use-cases'],
    'use-cases/lines': [...below, 'use-cases', 'use-cases/idempotency'],
    'use-cases/perimeter': [...below, 'use-cases', 'use-cases/lines'],
    'use-cases/perimeter/control': [
      ...below,
      ...['use-cases', 'use-cases/lines', 'use-cases/perimeter'],
    ],
    'use-cases/work': [...below, 'use-cases', 'use-cases/lines'],
    'use-cases/receive': [
      ...below,
      ...['use-cases', 'use-cases/lines', 'use-cases/perimeter', 'use-cases/work'],
    ],
    'use-cases/reject': [
      ...below,
      ...['use-cases', 'use-cases/lines', 'use-cases/perimeter', 'use-cases/work'],
    ],
    'use-cases/browse': [...below, 'use-cases'],
    'use-cases/keys': [...below, 'use-cases', 'use-cases/idempotency', 'access/keys'],
    'use-cases/privacy': [...below, 'use-cases', 'use-cases/perimeter/control'],
    'use-cases/attrition': [...below, 'use-cases'],
    'use-cases/admission': ['access', 'use-cases'],
    'use-cases/create-calls.ts': [...below, 'use-cases', 'use-cases/browse', 'use-cases/reject'],

    graphql: ['call', 'access', 'use-cases', 'log.ts'],
    'graphql/types.generated.ts': [
      'call',
      'access',
      'policies/**',
      'use-cases',
      'graphql/execution',
    ],
    'graphql/server.ts': [
      ...[
        'access',
        'use-cases',
        'graphql',
        'graphql/schema.ts',
        'graphql/execution',
        'graphql/guard',
      ],
      ...['graphql/streams', 'graphql/callbacks', 'graphql/http', 'log.ts'],
    ],
    'graphql/schema.ts': [
      ...['graphql/authorization', 'graphql/execution', 'graphql/resolvers', 'project-root.ts'],
    ],
    'graphql/authorization': ['graphql', 'access'],
    'graphql/execution': [
      ...['call', 'access', 'use-cases', 'graphql', 'graphql/authorization', 'graphql/guard'],
    ],
    'graphql/guard': ['access', 'access/users', 'graphql'],
    'graphql/streams': [
      'call',
      'access',
      'use-cases',
      'graphql',
      'graphql/execution',
      'graphql/guard',
    ],
    'graphql/callbacks': ['access', 'graphql', 'graphql/guard', 'graphql/streams'],
    'graphql/http': [
      ...['access', 'use-cases', 'graphql', 'graphql/execution', 'graphql/guard'],
      ...['graphql/streams', 'graphql/callbacks', 'read-body.ts'],
    ],
    'graphql/resolvers': [
      ...['call', 'access', 'providers/provider.ts', 'policies'],
      ...['use-cases', 'graphql', 'graphql/types.generated.ts', 'graphql/execution'],
    ],

    intake: [
      ...['call', 'providers/provider.ts', 'db/connection', 'db/lines', 'access', 'use-cases'],
      ...['use-cases/lines', 'use-cases/receive', 'read-body.ts', 'log.ts'],
    ],
    'intake/listening': [
      ...['call', 'providers/provider.ts', 'db/connection', 'db/lines', 'db/calls', 'access'],
      ...['use-cases', 'use-cases/lines', 'use-cases/receive', 'log.ts'],
    ],
    effects: ['call', 'db/effects', 'db/housekeeping', 'use-cases', 'use-cases/work', 'log.ts'],

    page: ['project-root.ts', 'page/bundle-page.ts'],
    'page/bundle-page.ts': ['project-root.ts'],
    'page/client': [],

    wiring: [
      ...['call', 'providers/**', 'policies/**', 'db/**', 'feed', 'access/**', 'use-cases/**'],
      ...[
        'graphql',
        'graphql/server.ts',
        'graphql/callbacks',
        'intake/**',
        'effects',
        'config.ts',
        'log.ts',
      ],
      ...['http-server.ts', 'read-body.ts', 'metrics.ts', 'page', 'tracing'],
    ],
    'app.ts': [
      'tracing',
      'use-cases',
      'db/connection',
      'wiring',
      'config.ts',
      'log.ts',
      'metrics.ts',
    ],
    'start/demo': ['start', 'call', 'access', 'use-cases', 'simulator/**', 'app.ts'],
    start: [
      'start/demo',
      ...['call', 'access', 'access/keys', 'use-cases', 'db', 'db/connection', 'simulator/**'],
      'app.ts',
      ...['config.ts', 'log.ts'],
    ],
    'main.ts': ['app.ts', 'start', 'config.ts', 'log.ts'],
    launch: ['main.ts', 'config.ts', 'log.ts', 'page/bundle-page.ts'],
    'project-root.ts': [],

    'http-server.ts': ['http-connections.ts', 'http-path.ts'],
    'http-connections.ts': [],
    'http-path.ts': [],
    'read-body.ts': [],
    'metrics.ts': [
      ...['call', 'providers/provider.ts', 'policies', 'db/connection', 'db/journal', 'metrics'],
    ],
    metrics: ['call', 'access', 'policies', 'providers/provider.ts', 'graphql/callbacks'],
    tracing: ['call', 'use-cases', 'log.ts'],
    cli: [
      ...[
        'config',
        'config.ts',
        'call',
        'access',
        'access/keys',
        'db',
        'db/connection',
        'db/migrations',
        'db/housekeeping',
        'start',
      ],
      ...['use-cases/lines'],
    ],
    'cli/calls.mjs': ['cli/calls'],
    'cli/calls': ['cli/calls/commands', 'config.ts', 'start'],
    'cli/calls/commands': [
      ...['cli/calls', 'cli/calls/doctor', 'call', 'config', 'config.ts', 'db/connection'],
    ],
    'cli/calls/doctor': [
      ...['cli/calls', 'config.ts', 'call', 'access', 'db/connection', 'providers/provider.ts'],
      ...['providers/outgoing', 'use-cases/lines', 'wiring'],
    ],
    'config.ts': ['config', 'log.ts'],
    config: ['log', 'log.ts'],
    'log.ts': ['log'],
    log: [],

    client: [],

    'simulator/kit': [],
    'simulator/genesys': ['simulator/kit'],
    'simulator/pilot-status': ['simulator/kit'],
    'simulator/telnyx': ['simulator/kit'],
    'simulator/waha-family': ['simulator/kit'],
    'simulator/wuts': ['simulator/kit'],
  },
  mostFilesInFolder: 15,
  packages: {
    postgres: ['db'],
    '@electric-sql/pglite': ['db'],
    'drizzle-orm': ['db'],
    cometd: ['providers/*'],
    'cometd-nodejs-server': ['simulator'],
    'ipaddr.js': ['providers/outgoing/public-address.ts'],
    undici: ['providers/outgoing/provider-http.ts'],
    graphql: ['graphql', 'page/client/graphiql.tsx'],
    '@apollo/server': ['graphql'],
    '@apollo/subgraph': ['graphql'],
    'graphql-ws': ['graphql', 'client', 'page/client', 'cli/calls'],
    ws: ['graphql', 'cli/calls'],
    preact: ['page/client'],
    uplot: ['page/client'],
    'libphonenumber-js': ['call/phone.ts'],
    dataloader: ['graphql/execution'],
    jose: ['access/users/tokens.ts'],
    pino: ['log.ts'],
    'package.json': ['app.ts', 'db/migrations'],
    '@opentelemetry/api': ['tracing/tracing.ts'],
    'prom-client': ['metrics.ts', 'metrics'],
    esbuild: ['launch', 'page/bundle-page.ts'],
    graphiql: ['page/client'],
    '@graphiql/toolkit': ['page/client'],
    'react-dom': ['page/client'],
  },
  words: [
    { what: 'reads the environment', pattern: /\bprocess\.env\b/, onlyIn: ['config.ts'] },
    {
      what: 'calls fetch',
      pattern: /(?<![\w.$])(?:globalThis\.)?fetch\s*\(/,
      onlyIn: [
        'providers/outgoing/provider-http.ts',
        'client',
        'page/client',
        'simulator',
        'cli/calls',
      ],
    },
    {
      what: 'writes the table calls',
      pattern: /\b(?:update|insert\s+into)[\s(]+(?:\$\{)?"?calls\b/i,
      onlyIn: ['db/record/call-parts.ts', 'db/housekeeping/erased-calls.ts'],
    },
  ],
  longestFile: 250,
};

const root = new URL('..', import.meta.url);

function repository(): Source[] {
  return globSync(['src/**/*.{ts,tsx,mjs}', 'test/**/*.test.ts'], { cwd: root }).map((path) => ({
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
      { 'src/call/call.ts': `import { reject } from '../use-cases/calls.ts';` },
      ['src/call/call.ts imports src/use-cases/calls.ts'],
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
        'src/use-cases/reject/reject-call.ts': `import { createWawp } from '../../providers/wawp/wawp.ts';`,
        'test/providers/wawp.test.ts': '',
      },
      ['src/use-cases/reject/reject-call.ts imports src/providers/wawp/wawp.ts'],
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
        'src/use-cases/list.ts': `import { eq } from 'drizzle-orm/sql';`,
      },
      ['src/feed/tail.ts imports postgres', 'src/use-cases/list.ts imports drizzle-orm/sql'],
    ],
    [
      'sees requests made outside provider-http.ts',
      {
        'src/providers/outgoing/provider-http.ts': `import { request } from 'undici';`,
        'src/providers/wawp/wawp.ts': `import { request } from 'undici';`,
        'src/intake/hook.ts': 'await fetch(url);',
        'src/use-cases/list.ts': 'await page.fetch(first);',
        'test/providers/wawp.test.ts': '',
      },
      ['src/providers/wawp/wawp.ts imports undici', 'src/intake/hook.ts calls fetch'],
    ],
    [
      'sees a package that the plan does not know, and the vocabulary reach outside',
      {
        'src/use-cases/list.ts': `import _ from 'lodash';`,
        'src/call/ids.ts': `import { readFileSync } from 'node:fs';`,
      },
      ['src/use-cases/list.ts imports lodash', 'src/call/ids.ts imports node:fs'],
    ],
    [
      'sees the simulator and the service mixed',
      {
        'src/simulator/wuts/wuts.ts': `import type { Call } from '../../call/call.ts';`,
        'src/app.ts': `import { ring } from './simulator/wuts/wuts.ts';`,
        'src/start/demo.ts': `import { ring } from './simulator/wuts/wuts.ts';`,
      },
      [
        'src/simulator/wuts/wuts.ts imports src/call/call.ts',
        'src/app.ts imports src/simulator/wuts/wuts.ts',
      ],
    ],
    [
      'sees a second writer of calls',
      {
        'src/db/record/call-parts.ts': 'sql`insert into calls values (1)`',
        'src/db/sweep.ts': 'sql`UPDATE "calls" set status = 1`',
        'src/db/purge.ts': 'drizzle.update(calls).set({})',
        'src/db/read.ts': 'sql`select 1 from calls for update`',
      },
      ['src/db/sweep.ts writes the table calls', 'src/db/purge.ts writes the table calls'],
    ],
    [
      'sees a room of a hall look into one that it must not know',
      {
        'src/use-cases/receive/a.ts': `import { b } from '../reject/b.ts';`,
        'src/use-cases/reject/b.ts': `import { c } from '../receive/c.ts';`,
        'src/use-cases/receive/c.ts': '',
        'src/use-cases/lines/d.ts': `import { e } from '../perimeter/e.ts';`,
        'src/use-cases/perimeter/e.ts': `import { f } from '../work/f.ts';`,
        'src/use-cases/work/f.ts': `import { e } from '../perimeter/control/e.ts';`,
        'src/use-cases/perimeter/control/e.ts': '',
        'src/use-cases/browse/g.ts': `import { d } from '../lines/d.ts';`,
        'src/graphql/streams/h.ts': `import { i } from '../http/i.ts';`,
        'src/graphql/http/i.ts': `import { j } from '../resolvers/j.ts';`,
        'src/graphql/resolvers/j.ts': '',
        'src/db/tables/k.ts': `import { l } from '../calls/l.ts';`,
        'src/db/calls/l.ts': '',
        'src/providers/outgoing/m.ts': `import { n } from '../kit/n.ts';`,
        'src/providers/kit/n.ts': '',
      },
      [
        'src/use-cases/receive/a.ts imports src/use-cases/reject/b.ts',
        'src/use-cases/reject/b.ts imports src/use-cases/receive/c.ts',
        'src/use-cases/lines/d.ts imports src/use-cases/perimeter/e.ts',
        'src/use-cases/perimeter/e.ts imports src/use-cases/work/f.ts',
        'src/use-cases/work/f.ts imports src/use-cases/perimeter/control/e.ts',
        'src/use-cases/browse/g.ts imports src/use-cases/lines/d.ts',
        'src/graphql/streams/h.ts imports src/graphql/http/i.ts',
        'src/graphql/http/i.ts imports src/graphql/resolvers/j.ts',
        'src/db/tables/k.ts imports src/db/calls/l.ts',
        'src/providers/outgoing/m.ts imports src/providers/kit/n.ts',
      ],
    ],
    [
      'sees a hall look into its own rooms, but for the file that puts them together',
      {
        'src/use-cases/calls.ts': `import { reject } from './reject/reject-call.ts';`,
        'src/use-cases/create-calls.ts': `import { reject } from './reject/reject-call.ts';`,
        'src/use-cases/reject/reject-call.ts': '',
      },
      ['src/use-cases/calls.ts imports src/use-cases/reject/reject-call.ts'],
    ],
    [
      'sees a folder of more than 15 files',
      Object.fromEntries(Array.from({ length: 16 }, (_, n) => [`src/feed/file-${n}.ts`, ''])),
      ['src/feed holds 16 files'],
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
        'src/use-cases/all.ts': 'x;\n'.repeat(251),
        'src/use-cases/most.ts': 'x;\n'.repeat(250),
        'src/graphql/types.generated.ts': 'x;\n'.repeat(900),
      },
      ['src/use-cases/all.ts has 251 lines'],
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
