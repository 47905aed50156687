// By a variable, because its types are only there once this folder's packages are installed.
const name = '@graphql-hive/pubsub';
const { MemPubSub } = await import(name);

/** For Hive Gateway with its default runtime: this service sends events to the gateway by HTTP callbacks. */
export const gatewayConfig = {
  supergraph: process.env.SUPERGRAPH_FILE,
  webhooks: true,
  pubsub: new MemPubSub(),
  transportEntries: {
    calls: {
      options: {
        subscriptions: {
          kind: 'http-callback',
          location: '/graphql',
          options: {
            path: '/callback',
            public_url: process.env.PUBLIC_URL,
            heartbeat_interval: 5000,
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
