import { composeServices as composeWithApollo } from '@apollo/composition';
import { composeServices as composeWithGuild } from '@theguild/federation-composition';
import { federateSubgraphs as composeWithCosmo } from '@wundergraph/composition';
import { buildSchema as buildClientView, graphql, parse, validate } from 'graphql';
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
  type CallRejection @key(fields: "id") { id: ID! complaint: String }
  type CallEvent @key(fields: "id") { id: ID! seenBy: [String!]! }
  type PhoneLine @key(fields: "id", resolvable: false) { id: ID! }
  type Call @key(fields: "line { id } providerCallId") {
    line: PhoneLine!
    providerCallId: String!
    recordingUrl: String
  }
`;

/** Names that a company may well have already, each with a shape of its own. */
const office = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])

  scalar JSON
  scalar DateTime
  interface Node { id: ID! }
  interface Actor { login: String! }
  interface UserError { path: [String!]! text: String! }
  enum UserErrorCode { NOT_ALLOWED }
  enum Provider { POST RAIL }
  enum PolicyKind { LIFE HOME }
  enum Weekday { MON TUE }
  union Line = RailLine | OrderLine
  type RailLine implements Node @key(fields: "id") { id: ID! stops: Int! }
  type OrderLine implements Node @key(fields: "id") { id: ID! amount: Float! }
  type Viewer implements Node & Actor @key(fields: "id") { id: ID! login: String! settings: JSON }
  type Decision @key(fields: "id") { id: ID! takenAt: DateTime! by: Viewer! rejection: Rejection }
  type Rejection { letter: String! }
  type Policy @key(fields: "id") { id: ID! kind: PolicyKind! holidays: [Holiday!]! }
  type Holiday { day: Weekday! }
  type FollowUp { at: DateTime! }
  type FieldProblem implements UserError { path: [String!]! text: String! }
  type PageInfo @shareable {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
    endCursor: String
  }
  type LineConnection { nodes: [Line!]! pageInfo: PageInfo! }
  type ApiKeyCreated { token: String! }
  type Presence { online: Boolean! }
  input PolicyInput { kind: PolicyKind! premium: Float! }
  input PresenceInput { online: Boolean! }
  input FollowUpInput { at: DateTime! }
  input CopyInput { pages: Int! }
  input CreateApiKeyInput { scopes: [String!]! }
  type Query {
    viewer: Viewer!
    node(id: ID!): Node
    line(number: Int!): Line
    lines(city: String!): LineConnection!
    decision(id: ID!): Decision
    provider(name: String!): Provider
    attrition(year: Int!): Float
    followUps: [FollowUp!]!
    policies: [Policy!]!
  }
  type Mutation {
    createApiKey(input: CreateApiKeyInput!): ApiKeyCreated!
    revokeApiKey(token: String!): FieldProblem
    updateLine(number: Int!): Line
    setPresence(input: PresenceInput!): Presence!
    insure(input: PolicyInput!): Policy!
    copy(input: CopyInput!): Boolean!
    followUp(input: FollowUpInput!): FollowUp!
  }
`;

/** A field of each type that both subgraphs would have had. */
const officeOperation = `{ viewer { login } line(number: 1) { ... on RailLine { stops } } node(id: 1) { id }
  decision(id: 1) { by { settings } } callsViewer { name } phoneLine(id: 1) { provider }
  calls { pageInfo { endCursor } nodes { decision { verdict } rejection { requestedBy { name } } } } }`;

let calls: string;
beforeAll(async () => {
  const answer = await graphql({
    schema: buildSchema(1000),
    contextValue: { federation: 'open' },
    source: '{ _service { sdl } }',
  });
  calls = (answer.data as Json)._service.sdl;
});

/** What routers and variants of the supergraph read. */
const directives = [
  /calls\([^)]*\): CallConnection! .*@listSize\(slicingArguments: \["first"\], sizedFields: \["edges", "nodes"\]/,
  /history\([^)]*\): CallEventConnection! .*@cost\(weight: 50\)/,
  /rejectCall\([^)]*\): RejectCallResult! .*@tag\(name: "public"\)/,
  /createCallsApiKey\([^)]*\): CreateCallsApiKeyResult! .*@tag\(name: "internal"\)/,
];

describe('the subgraph composes beside another one that joins its own data', () => {
  it('with @apollo/composition', () => {
    const result = composeWithApollo([
      { name: 'calls', url: 'http://calls', typeDefs: parse(calls) },
      { name: 'crm', url: 'http://crm', typeDefs: parse(crm) },
    ]);
    expect(result.errors ?? []).toEqual([]);
    expect(result.supergraphSdl).toContain('recordingUrl');
    const sdl = result.supergraphSdl?.replaceAll(/\n\s*/g, ' ') ?? '';
    expect(directives.filter((directive) => !directive.test(sdl))).toEqual([]);
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

describe('the subgraph composes beside one full of common names, and both can be asked at once', () => {
  const operation = parse(officeOperation);

  it('with @apollo/composition', () => {
    const { errors, schema } = composeWithApollo([
      { name: 'calls', url: 'http://calls', typeDefs: parse(calls) },
      { name: 'office', url: 'http://office', typeDefs: parse(office) },
    ]);
    expect(errors ?? []).toEqual([]);
    const api = schema?.toAPISchema().toGraphQLJSSchema();
    expect(api && validate(api, operation)).toEqual([]);
  });

  it('with @theguild/federation-composition', () => {
    const { errors, publicSdl } = composeWithGuild([
      { name: 'calls', url: 'http://calls', typeDefs: parse(calls) },
      { name: 'office', url: 'http://office', typeDefs: parse(office) },
    ]);
    expect(errors ?? []).toEqual([]);
    expect(validate(buildClientView(publicSdl ?? ''), operation)).toEqual([]);
  });

  it('with @wundergraph/composition', () => {
    const result = composeWithCosmo({
      subgraphs: [
        { name: 'calls', url: 'http://calls', definitions: parse(calls) },
        { name: 'office', url: 'http://office', definitions: parse(office) },
      ],
      version: '1',
    });
    if (!result.success) throw new AggregateError(result.errors, result.errors.join());
    expect(validate(result.federatedGraphSchema, operation)).toEqual([]);
  });
});
