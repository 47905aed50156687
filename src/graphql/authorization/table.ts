import type { Scope } from '../../access/scopes.ts';

/**
 * What a field needs. `anyone`: not even a key. `principal`: any key or token. `reached`: nothing beyond what the field
 * that leads to it needs. `masked`: without `pii:read` the field shows no phone number and no name in full.
 */
export type Need =
  | 'anyone'
  | 'principal'
  | 'reached'
  | Scope
  | 'calls:read or callers:tag'
  | 'calls:read or callers:tag, masked'
  | 'calls:read or lines:read'
  | 'callers:tag and pii:read'
  | 'calls:read and pii:read'
  | 'calls:read, masked'
  | 'reached, masked';

/** The names of fields, separated by spaces, by what the fields need. */
type Fields = Partial<Record<Need, string>>;

const userError: Fields = { reached: 'message code' };
const connection: Fields = { reached: 'edges nodes pageInfo' };
const edge: Fields = { reached: 'node cursor' };
/** A type whose fields need nothing beyond what leads to the type. */
const payload = (fields: string): Fields => ({ reached: fields });

/**
 * What every field needs. The service enforces this table, and derives the schema's `@authenticated` and
 * `@requiresScopes` from it. `__resolveReference` is a router's lookup of an entity. The key fields of an entity are
 * `reached`, because routers join by them.
 */
export const table: Readonly<Record<string, Fields>> = {
  Query: {
    anyone: '_service',
    principal: 'callsViewer _entities',
    'keys:write': 'callsApiKeys callsAuditLog callsRetention',
    'calls:read': 'callAttrition call calls probeRingDecision callEventHead callEventLog',
    'calls:read or callers:tag': 'caller blockedCallers taggedCallers',
    // Without `pii:read`, a principal could try numbers until it finds one that it is shown only masked.
    'calls:read and pii:read': 'callerByPhone',
    'lines:read': 'phoneLine phoneLines',
  },
  Mutation: {
    'keys:write': 'createCallsApiKey revokeCallsApiKey setCallsRetention',
    // Its answer tells whether a number is known.
    'callers:tag and pii:read': 'eraseCaller',
    operator: 'createCallsTenant suspendCallsTenant eraseCallsTenant',
    'calls:reject': 'rejectCall',
    'callers:tag': 'tagCaller blockCaller unblockCaller',
    'lines:write': 'registerPhoneLine updatePhoneLine removePhoneLine',
    'policies:write': 'setPhoneLinePolicies setPhoneLineKillSwitch',
    'presence:write': 'setPhoneLinePresence',
    'bridges:write': 'reportCallRecordingBridge',
  },
  Subscription: { 'calls:read': 'callEvents' },
  _Service: { anyone: 'sdl' },

  Call: {
    reached: 'id line',
    'reached, masked': 'providerCallId',
    'calls:read, masked': 'dialledNumber',
    'calls:read': `__resolveReference direction media caller status endReason inferred rejectable revision
      ringingAt ringDeadlineAt answeredAt endedAt rejection decision notice previousLeg nextLeg history`,
  },
  Caller: {
    reached: 'id',
    'calls:read or callers:tag': '__resolveReference tier block lastConversationAt',
    'calls:read or callers:tag, masked': 'phone displayName addresses',
  },
  PhoneLine: {
    reached: 'id',
    'calls:read or lines:read': '__resolveReference',
    'lines:read': `name provider timeZone ringLimitMs baseUrl registeredAt removedAt lastSignalAt listening abilities perimeter`,
  },

  CallsViewer: payload('name scope lines scopes expiresAt'),
  CallsApiKey: payload('id name lineIds scope scopes createdAt expiresAt lastUsedAt revokedAt'),
  CallsApiKeyConnection: connection,
  CallsApiKeyEdge: edge,
  CallsTenantCreated: payload('id key replayed'),
  CallsTenantSuspended: payload('id suspended'),
  CallsTenantErasure: payload('id startedAt endedAt deletedRows'),
  CallsTenantNotFound: userError,
  CallsApiKeyCreated: payload('id key replayed'),
  CallsSecretLost: payload('message code id'),
  CallsApiKeyRevoked: payload('id'),
  CallsApiKeyNotFound: userError,
  CallsAuditEntry: payload('id at principalId principalName action target changes'),
  CallsAuditChange: { reached: 'field', 'pii:read': 'before after' },
  CallsAuditConnection: connection,
  CallsAuditEdge: edge,

  CallAttritionReport: payload('from to windowMs timeZone groups baseline buckets'),
  CallAttritionGroup: payload('policy reason copyVariant line outcome difference'),
  CallAttritionBucket: payload('startsAt endsAt rejected baseline'),
  CallAttritionOutcome: payload(
    'callers cameBack wrote calledAndAnswered didNot pending returnRate confidence',
  ),
  CallAttritionInterval: payload('low high'),
  CallAttritionDifference: payload('difference low high'),

  CallRejection: payload(
    `id state inferred reason requestedBy requestedAt settledAt attempts problem followUp decidedInMs dispatchedInMs`,
  ),
  CallRejectionAttempt: payload('number startedAt finishedAt outcome request problem'),
  CallRejectionSnapshot: payload(
    'state reason requestedBy requestedAt settledAt problem followUp decidedInMs dispatchedInMs',
  ),
  CallProviderProblem: payload('kind message httpStatus'),
  CallFollowUp: {
    reached: 'variant locale state sentAt notSent problem dispatchedInMs',
    'reached, masked': 'text',
  },
  CallTextNotSent: payload('reason because'),
  CallActor: payload('kind name'),
  CallConnection: connection,
  CallEdge: edge,
  PageInfo: payload('hasNextPage hasPreviousPage startCursor endCursor'),
  CallsUserError: userError,
  CallsFieldProblem: payload('field message'),
  CallRejected: payload('call rejection replayed'),
  CallNotFound: userError,
  CallStillRinging: payload('message code call rejection retryAfterMs'),
  CallerDoesNotMatch: userError,
  CallNotRejectable: payload('message code call'),
  CallRejectionRefused: payload('message code call rejection'),
  CallIdempotencyConflict: userError,
  CallEvent: {
    reached: 'id cursor previousCursor kind occurredAt recordedAt call snapshot actor',
    'reached, masked': 'cause',
  },
  CallEventConnection: connection,
  CallEventEdge: edge,
  CallSnapshot: {
    reached: `line direction media caller status endReason inferred rejectable revision ringingAt
      ringDeadlineAt answeredAt endedAt rejection decision notice`,
    'reached, masked': 'providerCallId dialledNumber',
  },

  CallerConnection: connection,
  CallerEdge: edge,
  CallerBlock: { reached: 'until by', 'reached, masked': 'reason' },
  CallerChanged: payload('caller'),
  CallerErased: payload('id calls'),
  CallerInACall: userError,
  CallsRetention: payload('keepForMs'),
  CallerNotFound: userError,
  CallerInvalid: payload('message code problems'),

  RingDecision: {
    reached: `verdict by reason copyKey blockCallerForMs held would causes followUp followUpWhenGone asStranger`,
    'reached, masked': 'sentence',
  },
  RingDecisionOutcome: payload('verdict by reason copyKey blockCallerForMs'),
  RingDecisionHeld: { reached: 'by outcome', 'reached, masked': 'because' },
  PlannedCallText: payload('text variant locale notSent'),
  RingDecisionSignature: payload('kind name policy'),
  RingDecisionCause: {
    reached: 'kind name policy mode verdict facts heldBackBy',
    'reached, masked': 'because',
  },
  RingDecisionFact: payload('name value'),

  PhoneLineListening: payload('state since problem'),
  PhoneLineAbilities: payload('rejection confirmedByEvent canText canBlock repliesByItself'),
  PhoneLineConnection: connection,
  PhoneLineEdge: edge,
  PhoneLineRegistered: payload('line webhookUrl replayed'),
  PhoneLineUpdated: payload('line webhookUrl replayed'),
  PhoneLineRemoved: payload('line'),
  PhoneLineInUse: payload('message code textedFrom'),
  PhoneLineNotFound: userError,
  PhoneLineInvalid: payload('message code problems'),
  PhoneLinePerimeter: payload(
    'policies copy killSwitch rejectsPerMinute textsPerMinute textCooldownMs legCap textVia',
  ),
  PhoneLineCopySet: payload('fallbackLocale links copies'),
  PhoneLineCopyLink: payload('name url'),
  PhoneLineCopy: payload('key variants'),
  PhoneLineCopyVariant: payload('name weight texts'),
  PhoneLineCopyText: payload('locale text'),
  PhoneLinePolicy: payload('kind mode name reason copyKey settings'),
  PhoneLinePoliciesSet: payload('line'),
  PhoneLineKillSwitchSet: payload('line'),
  PhoneLinePoliciesInvalid: payload('message code problems'),
  // The types of `PhoneLinePolicy.settings`, one for each kind of policy, and what they contain.
  PhoneLineBypassPolicy: { 'reached, masked': 'callers' },
  PhoneLineBlockedCallerPolicy: payload('on'),
  PhoneLineVipPerimeterPolicy: payload('tiers crm'),
  PhoneLineCrm: payload('url whenSilent rememberMs'),
  PhoneLineQuietHoursPolicy: payload('open holidays'),
  PhoneLineOpening: payload('days from to'),
  PhoneLineHoliday: payload('date name open'),
  PhoneLineHours: payload('from to'),
  PhoneLineFrequencyThrottlePolicy: payload(
    'calls withinMs unlessConversationWithinMs unlessEverWritten conversationsWith blockForMs',
  ),
  PhoneLineConversationFirstPolicy: payload('withinMs conversationsWith'),
  PhoneLineSafetyValvePolicy: payload('bridge healthUrl staleAfterMs whenStale'),
  PhoneLinePresencePolicy: payload('whenBusy busyCopyKey whenUnknown staleAfterMs'),
  PhoneLineAlreadyInACallPolicy: payload('capacity'),
  PhoneLineAnonymousCallerPolicy: payload('who'),
  PhoneLinePresenceSet: payload('line'),
  CallRecordingBridgeReported: payload('bridge'),
  CallRecordingBridge: payload('name state reportedAt'),
};
