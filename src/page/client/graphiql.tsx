/** @jsxImportSource react */
import 'graphiql/style.css';
import './styles/graphiql.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';
import { operations } from './service/example-operations.ts';
import { readSession } from './service/session.ts';

const { key: given, manage } = readSession();
const key = given ?? manage;
const url = new URL('graphql', document.baseURI).href;
const authorization: Record<string, string> =
  key === null ? {} : { authorization: `Bearer ${key}` };

const fetcher = createGraphiQLFetcher({
  url,
  headers: authorization,
  wsClient: createClient({ url: url.replace(/^http/, 'ws'), connectionParams: authorization }),
});
const root = document.getElementById('graphiql');
if (root) {
  createRoot(root).render(
    // The headers may contain a key, which must not be stored beyond the tab.
    <GraphiQL
      fetcher={fetcher}
      defaultTabs={operations.map((query) => ({ query }))}
      storage={sessionStorage}
    />,
  );
}
