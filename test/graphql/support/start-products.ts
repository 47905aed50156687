import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, isObjectType, parse } from 'graphql';
import { allNeeds } from '../../../src/graphql/authorization/needs.ts';
import type { Need } from '../../../src/graphql/authorization/table.ts';
import { measureTexts } from '../../../src/graphql/execution/response-size.ts';
import { makeEntitiesSafe } from '../../../src/graphql/execution/safe-entities.ts';
import { createGraphqlServer } from '../../../src/graphql/server.ts';
import type { Subgraph } from '../../supergraph/contacts.ts';
import { createMemoryHost } from './memory-host.ts';

interface Product {
  readonly id: string;
  readonly sku: string;
  readonly package: string;
  readonly variation: { readonly id: string };
}

const products: readonly Product[] = [
  {
    ...{ id: 'apollo-federation', sku: 'federation', package: '@apollo/federation' },
    variation: { id: 'OSS' },
  },
  { id: 'apollo-studio', sku: 'studio', package: '', variation: { id: 'platform' } },
];
const deprecated = {
  ...{ sku: 'apollo-federation-v1', package: '@apollo/federation-v1' },
  reason: 'Migrate to Federation V2',
};
const studies = [{ caseNumber: '1234', description: 'Federation Study' }];
const author = {
  email: 'support@apollographql.com',
  name: 'Jane Smith',
  totalProductsCreated: 1337,
};

interface User {
  readonly email: string;
  readonly totalProductsCreated?: number;
  readonly yearsOfEmployment?: number;
}

const isMeant = (wanted: Partial<Product>) => (product: Product) =>
  wanted.id === undefined
    ? product.sku === wanted.sku &&
      (wanted.package === undefined || product.package === wanted.package) &&
      (wanted.variation === undefined || product.variation.id === wanted.variation.id)
    : product.id === wanted.id;

const deprecatedOf = (wanted: { sku: string; package: string }) =>
  wanted.sku === deprecated.sku && wanted.package === deprecated.package ? deprecated : null;

const resolvers = {
  Query: {
    product: (_: unknown, wanted: { id: string }) => products.find(isMeant(wanted)) ?? null,
    deprecatedProduct: (_: unknown, wanted: { sku: string; package: string }) =>
      deprecatedOf(wanted),
  },
  Product: {
    __resolveReference: (wanted: Partial<Product>) => products.find(isMeant(wanted)) ?? null,
    dimensions: () => ({ size: 'small', weight: 1, unit: 'kg' }),
    createdBy: () => author,
    research: () => studies.map((study) => ({ study })),
  },
  DeprecatedProduct: {
    __resolveReference: deprecatedOf,
    createdBy: () => author,
  },
  ProductResearch: {
    __resolveReference: ({ study: wanted }: { study: { caseNumber: string } }) => {
      const study = studies.find(({ caseNumber }) => caseNumber === wanted.caseNumber);
      return study ? { study } : null;
    },
  },
  User: {
    __resolveReference: (user: User) => ({ ...author, ...user }),
    averageProductsCreatedPerYear: ({ totalProductsCreated, yearsOfEmployment }: User) =>
      Math.round((totalProductsCreated ?? 0) / (yearsOfEmployment || 1)),
  },
  Inventory: {
    __resolveReference: ({ id }: { id: string }) => ({ id }),
    deprecatedProducts: () => [deprecated],
  },
};

const routerSecret = 'a secret only for the router of these tests';

/** The schema of the compatibility suite, behind the real server with all its checks and limits. */
export async function startProducts(schemaFile: string): Promise<Subgraph> {
  const typeDefs = parse(readFileSync(schemaFile, 'utf8'));
  const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);
  makeEntitiesSafe(schema, resolvers as never, 100);
  measureTexts(schema);
  sayNeeds(schema);
  const graphql = await createGraphqlServer({
    ...createMemoryHost(),
    schema,
    federationSecrets: [routerSecret],
  });
  const http = createServer((request, response) => {
    // As a router is configured: the suite has no key, and asks for traces.
    request.headers['x-api-key'] = 'line-key';
    request.headers['x-calls-federation-secret'] = routerSecret;
    void graphql.handle(request, response);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`;
  return {
    url,
    sdl: readFileSync(schemaFile, 'utf8'),
    async stop() {
      await graphql.stop();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** The service refuses fields of which its table does not say what they need. */
function sayNeeds(schema: GraphQLSchema): void {
  const needs = allNeeds as Map<string, Need>;
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of ['__resolveReference', ...Object.keys(type.getFields())]) {
      const place = `${type.name}.${field}`;
      if (!needs.has(place)) needs.set(place, 'principal');
    }
  }
}
