const text =
  'text variant state sentAt notSent { because } problem { kind message } dispatchedInMs';

const callFields = (line: string) => `fragment CallFields on Call {
  id revision status endReason inferred rejectable direction media
  ringingAt ringDeadlineAt answeredAt endedAt
  caller { id phone displayName addresses tier }
  line { ${line} }
  rejection { state inferred reason requestedBy { kind name } requestedAt settledAt
    problem { kind message } followUp { ${text} } decidedInMs dispatchedInMs }
  notice { ${text} }
  decision { verdict sentence by { kind name } held { because }
    would { verdict by { kind name } } }
}`;

const eventFields = 'id cursor kind occurredAt recordedAt actor { kind name } cause';
const page = 'nodes { ...CallFields } pageInfo { hasNextPage endCursor }';

export type CallDocuments = ReturnType<typeof callDocuments>;

/** The operations about calls, for a key with these scopes. An operation that selects more than its key may see is refused as a whole. */
export function callDocuments(scopes: readonly string[]) {
  const fields = callFields(
    scopes.includes('lines:read')
      ? 'id name provider abilities { rejection canText repliesByItself }'
      : 'id',
  );
  return {
    /**
     * `callEventHead` is answered from memory, so it is taken before the calls are read from the database. The subscription delivers
     * all events after it, so none is missed.
     */
    start: `query Start($first: Int!) { callEventHead calls(first: $first) { ${page} } } ${fields}`,
    older: `query Older($first: Int!, $after: String!) {
      calls(first: $first, after: $after) { ${page} }
    } ${fields}`,
    follow: `subscription Follow($after: String!) {
      callEvents(after: $after) { ${eventFields} call { ...CallFields } }
    } ${fields}`,
    story: `query Story($id: ID!) { call(id: $id) { ...CallFields ${story} } } ${fields}`,
    reject: `mutation Reject(
      $id: ID!, $reason: CallRejectReasonInput!, $followUp: CallFollowUpInput, $idempotencyKey: String
    ) {
      rejectCall(id: $id, reason: $reason, followUp: $followUp, idempotencyKey: $idempotencyKey) {
        ... on CallRejected { call { ...CallFields } }
        ... on CallStillRinging { call { ...CallFields } }
        ... on CallRejectionRefused { call { ...CallFields } }
        ... on CallNotRejectable { call { ...CallFields } }
        ... on CallsUserError { message }
      }
    } ${fields}`,
  };
}

const story = `providerCallId dialledNumber
  previousLeg { id } nextLeg { id }
  decision { causes { kind name policy mode verdict because heldBackBy } }
  rejection { attempts { number } }
  history(first: 100) { nodes { ${eventFields} } pageInfo { hasNextPage } }`;
