/** @jsxImportSource react */
import 'graphiql/style.css';
import './styles/graphiql.css';
import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { type DocumentNode, Kind, parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';
import { operations } from './service/example-operations.ts';
import { readSession, redeem, type Session, takeCode } from './service/session.ts';

const root = document.getElementById('graphiql');
// A one-time link brings a code, which is exchanged for a key.
const code = takeCode();
if (root) {
  const opening = code === null ? Promise.resolve(readSession()) : redeem(code);
  const page = await opening.then(editor, (error: Error) => refused(error.message));
  createRoot(root).render(page);
}

/** A tab may have two keys: one for calls, and `manage` for lines and policies, which is used here only if there is no other. */
function editor({ key: given, manage }: Session) {
  const key = given ?? manage;
  const url = new URL('graphql', document.baseURI).href;
  const authorization: Record<string, string> =
    key === null ? {} : { authorization: `Bearer ${key}` };
  const send = createGraphiQLFetcher({
    url,
    headers: authorization,
    wsClient: createClient({ url: url.replace(/^http/, 'ws'), connectionParams: authorization }),
  });
  // Right after a change of tabs GraphiQL still has the document and the operation's name of the previous tab. With these a
  // subscription would be sent as a query, so both are taken from the text.
  const fetcher: Fetcher = (params, options) => {
    const documentAST = parsed(params.query);
    if (documentAST === null) return send(params, options);
    const operationName = nameIn(documentAST, params.operationName);
    return send({ ...params, operationName }, { ...options, documentAST });
  };
  return (
    // The headers may contain a key, which must not be stored beyond the tab.
    <GraphiQL
      fetcher={fetcher}
      defaultTabs={operations.map((query) => ({ query }))}
      storage={sessionStorage}
    />
  );
}

/** Null if the text is no document: then the server says what is wrong. */
function parsed(query: string): DocumentNode | null {
  try {
    return parse(query);
  } catch {
    return null;
  }
}

/** The given name, or that of the first operation if the document has none of the given name. */
function nameIn({ definitions }: DocumentNode, given: string | null | undefined) {
  // An operation without a name has the name undefined.
  const names = definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? [one.name?.value] : [],
  );
  return names.includes(given ?? undefined) ? given : names[0];
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
