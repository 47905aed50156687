/** The reasons to refuse requests that no correct client sends, each with its message for the log. */
export const refusals = {
  no_key: 'a request without a key was refused',
  wrong_key: 'a request with a wrong key was refused',
  document: 'a GraphQL document was refused for its size or its cost',
  body: 'a body or a message was refused for its size, or because it did not arrive in time',
  connection: 'a connection without a request was closed, or a new one refused: there are too many',
  path: 'a path was refused that a proxy may read in another way',
  http: 'a request was refused that is not HTTP',
  origin: 'a websocket of a page at another origin was refused',
  capacity: 'a websocket was refused because there are too many',
  webhook: 'a webhook was refused: its URL is unknown or its signature is wrong',
  callback: 'a subscription was refused: the operator does not list the host of its callback URL',
  address: 'a request to a provider was refused: its host leads to an internal address',
} as const;

export type Refusal = keyof typeof refusals;

/** `from` is the address of the client, or of the proxy before it. */
export type OnRefused = (refusal: Refusal, from?: string) => void;
