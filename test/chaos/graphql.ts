export interface GraphqlAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: {
    readonly message: string;
    readonly extensions?: { readonly code?: string };
  }[];
}

/** Asks once. Throws when no whole answer comes. */
export async function ask(
  url: string,
  key: string,
  query: string,
  variables: Record<string, unknown>,
  patienceMs = 6000,
): Promise<GraphqlAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(patienceMs),
  });
  return (await response.json()) as GraphqlAnswer;
}
