import { composeServices as composeWithApollo } from '@apollo/composition';
import { composeServices as composeWithGuild } from '@theguild/federation-composition';
import { federateSubgraphs as composeWithCosmo } from '@wundergraph/composition';
import { graphql, parse } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildSchema } from '../../src/graphql/schema.ts';
import type { Json } from './support/json.ts';

/** What another team would write: customers by caller, recordings by the provider's id of the call. */
const crm = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external"])

  type Query { customers(first: Int! = 20): CustomerConnection! }
  type CustomerConnection { nodes: [Customer!]! pageInfo: PageInfo! }
  type PageInfo @shareable {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
    endCursor: String
  }
  type Customer @key(fields: "id") { id: ID! name: String! }
  type Caller @key(fields: "id") { id: ID! customer: Customer }
  type Line @key(fields: "id", resolvable: false) { id: ID! }
  type Call @key(fields: "line { id } providerCallId") {
    line: Line!
    providerCallId: String!
    recordingUrl: String
  }
`;

describe('the subgraph composes beside another one that joins its own data', () => {
  let calls: string;
  beforeAll(async () => {
    const answer = await graphql({ schema: buildSchema(1000), source: '{ _service { sdl } }' });
    calls = (answer.data as Json)._service.sdl;
  });

  it('with @apollo/composition', () => {
    const result = composeWithApollo([
      { name: 'calls', url: 'http://calls', typeDefs: parse(calls) },
      { name: 'crm', url: 'http://crm', typeDefs: parse(crm) },
    ]);
    expect(result.errors ?? []).toEqual([]);
    expect(result.supergraphSdl).toContain('recordingUrl');
  });

  it('with @theguild/federation-composition', () => {
    const result = composeWithGuild([
      { name: 'calls', url: 'http://calls', typeDefs: parse(calls) },
      { name: 'crm', url: 'http://crm', typeDefs: parse(crm) },
    ]);
    expect(result.errors ?? []).toEqual([]);
    expect(result.supergraphSdl).toContain('recordingUrl');
  });

  it('with @wundergraph/composition', () => {
    const result = composeWithCosmo({
      subgraphs: [
        { name: 'calls', url: 'http://calls', definitions: parse(calls) },
        { name: 'crm', url: 'http://crm', definitions: parse(crm) },
      ],
      version: '1',
    });
    expect('errors' in result ? result.errors : []).toEqual([]);
    expect(result.success).toBe(true);
  });
});
