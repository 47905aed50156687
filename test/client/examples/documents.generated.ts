/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What happened to a call. */
export type CallEventKind =
  /** It was answered. */
  | 'ANSWERED'
  /** A policy would have acted, and was held back: by the line's kill switch or a cap. `cause` says by which. */
  | 'AUTOMATION_HELD'
  /** It was over. */
  | 'ENDED'
  /** It failed at the provider. */
  | 'FAILED'
  /** The follow-up text was not sent, or we do not know. */
  | 'FOLLOW_UP_NOT_SENT'
  /** The follow-up text was handed to the provider. */
  | 'FOLLOW_UP_SENT'
  /** It rang and was not answered. */
  | 'MISSED'
  /** The provider reported something that changes nothing: a repeat, something late, or something this version does not know. */
  | 'NOTED'
  /** The text to a caller who is let ring was not sent, or we do not know. */
  | 'NOTICE_NOT_SENT'
  /** The text to a caller who is let ring was handed to the provider. */
  | 'NOTICE_SENT'
  /** It began to ring. */
  | 'RANG'
  /** The rejection returned the call to its queue. */
  | 'REDIRECTED'
  /** The call was rejected. */
  | 'REJECTED'
  /** The provider said yes; the call's own end is awaited. */
  | 'REJECT_ACCEPTED'
  /** An event of the provider confirmed the rejection. */
  | 'REJECT_CONFIRMED'
  /** Nothing more is tried: the ring ended before the rejection's outcome was known, the provider asks for patience beyond it and the call rings on, or it had said yes and reports at the ring limit that the call rings on. */
  | 'REJECT_EXPIRED'
  /** A rejection came too late: the call was over or answered. Also when that turns out later, because an answer was late: then what was taken for our rejection is withdrawn. */
  | 'REJECT_FOUND_CALL_OVER'
  /** An alarm: the provider had said yes, and the call rang on. */
  | 'REJECT_INEFFECTIVE'
  /** The provider will not reject; the call rings on. */
  | 'REJECT_REFUSED'
  /** A rejection was decided. */
  | 'REJECT_REQUESTED';

/** What is happening to a call. It only moves forward, except that a refused rejection leaves the call ringing. */
export type CallStatus =
  /** It was answered and is going on. */
  | 'ANSWERED'
  /** It is over. */
  | 'ENDED'
  /** The provider says that it failed. */
  | 'FAILED'
  /** It rang and was not answered. */
  | 'MISSED'
  /** The rejection returned it to the queue it came from. */
  | 'REDIRECTED'
  /** It was rejected. `rejection.state` says how sure that is. */
  | 'REJECTED'
  /** A rejection was decided and is being carried out. */
  | 'REJECTING'
  /** It rings. */
  | 'RINGING';

export type CallEventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type CallEventsSubscription = { callEvents: { id: string, cursor: string, previousCursor: string | null, kind: CallEventKind, call: { id: string, status: CallStatus, revision: number } } };


export const CallEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"CallEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"previousCursor"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"call"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}}]}}]}}]} as unknown as DocumentNode<CallEventsSubscription, CallEventsSubscriptionVariables>;