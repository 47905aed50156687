/** For Hive Gateway, with either runtime: subscriptions over a websocket, and the client's key for everything. */
export const gatewayConfig = {
  supergraph: process.env.SUPERGRAPH_FILE,
  transportEntries: {
    calls: {
      options: {
        subscriptions: {
          kind: 'ws',
          location: '/graphql',
          options: {
            connectionParams: {
              // Of a client that subscribes over HTTP, and of one over a websocket.
              Authorization: '{context.headers.authorization}',
              token: '{context.connectionParams.Authorization}',
            },
          },
        },
      },
    },
  },
  propagateHeaders: {
    /** @param {{ request?: Request, context?: { connectionParams?: { Authorization?: string } } }} operation */
    fromClientToSubgraphs({ request, context }) {
      const authorization =
        request?.headers.get('authorization') ?? context?.connectionParams?.Authorization;
      return authorization ? { authorization } : undefined;
    },
  },
};
