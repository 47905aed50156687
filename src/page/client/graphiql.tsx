/** @jsxImportSource react */
import 'graphiql/style.css';
import './styles/graphiql.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';
import { operations } from './service/example-operations.ts';
import { readSession, redeem, type Session, takeCode } from './service/session.ts';

const root = document.getElementById('graphiql');
const code = takeCode();
if (root) {
  const opening = code === null ? Promise.resolve(readSession()) : redeem(code);
  const page = await opening.then(editor, (error: Error) => refused(error.message));
  createRoot(root).render(page);
}

function editor({ key: given, manage }: Session) {
  const key = given ?? manage;
  const url = new URL('graphql', document.baseURI).href;
  const authorization: Record<string, string> =
    key === null ? {} : { authorization: `Bearer ${key}` };
  const fetcher = createGraphiQLFetcher({
    url,
    headers: authorization,
    wsClient: createClient({ url: url.replace(/^http/, 'ws'), connectionParams: authorization }),
  });
  return (
    // The headers may contain a key, which must not be stored beyond the tab.
    <GraphiQL
      fetcher={fetcher}
      defaultTabs={operations.map((query) => ({ query }))}
      storage={sessionStorage}
    />
  );
}

function refused(problem: string) {
  return (
    <main className="refused">
      <p role="alert">{problem}</p>
      <p>
        <a href="graphiql">Open GraphiQL without a key</a>, and give one under “Headers” as{' '}
        <code>{'{ "authorization": "Bearer cs_…" }'}</code>.
      </p>
    </main>
  );
}
