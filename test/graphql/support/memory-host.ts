import { RequestError } from '../../../src/access/errors.ts';
import type { Viewer } from '../../../src/access/viewer.ts';
import type { Call } from '../../../src/call/call.ts';
import type { ApiKeyId, TenantId } from '../../../src/call/ids.ts';
import { emptyTally, outcomeOf } from '../../../src/policies/statistics/attrition.ts';
import type { Reports } from '../../../src/use-cases/attrition-reports.ts';
import type { Calls, Page, PageRequest, RejectRequest } from '../../../src/use-cases/calls.ts';
import type { LineInput, Lines } from '../../../src/use-cases/lines.ts';
import type { Audit, Keys, Privacy, Tenants } from '../../../src/use-cases/tenant-control.ts';
import { createMemoryEvents } from './memory-events.ts';
import { createMemoryPerimeter } from './memory-perimeter.ts';
import {
  lineKeyViewer,
  rejecting,
  ringingAt,
  sampleCall,
  sampleCaller,
  sampleLine,
  tenantKeyViewer,
} from './samples.ts';

/** The use cases in memory, to host the protocols: three ringing calls on one line, and two keys. */
export function createMemoryHost() {
  const events = createMemoryEvents();
  const stored = [sampleCall(1), sampleCall(2), sampleCall(3)];
  const viewers = new Map<string, Viewer>([
    ['line-key', lineKeyViewer],
    ['tenant-key', tenantKeyViewer],
  ]);
  /** How often each lookup in the plural was made, and what `reject` and `register` were asked. */
  const asked = {
    byKeys: 0,
    byIds: 0,
    callers: 0,
    attempts: 0,
    rejects: [] as RejectRequest[],
    lines: [] as LineInput[],
  };
  const isCall = (id: string) => (call: Call) => call.id === id || call.providerCallId === id;

  const calls: Calls = {
    now: () => ringingAt,
    async find(_viewer, id) {
      if (id === 'explode') throw new Error('secret detail of the database');
      return stored.find(isCall(id)) ?? null;
    },
    async byKeys(_viewer, keys) {
      asked.byKeys += 1;
      if (keys.some((key) => 'id' in key && key.id === 'explode')) throw new Error('secret detail');
      return keys.map(
        (key) => stored.find(isCall('id' in key ? key.id : key.providerCallId)) ?? null,
      );
    },
    list: async (_viewer, _filter, page) => pageOf(stored, page, (call) => call.id),
    histories: async (_viewer, requests) =>
      requests.map(({ callId, page }) =>
        pageOf(
          events.log.filter(({ snapshot }) => snapshot.id === callId),
          page,
          ({ cursor }) => cursor,
        ),
      ),
    eventLog: async (_viewer, _filter, page) => pageOf(events.log, page, ({ cursor }) => cursor),
    eventHead: () => `c${events.log.length}`,
    events: (_viewer, { after }) => events.read(after),
    async nextLegs(_viewer, ids) {
      return ids.map((id) => stored.find((call) => call.previousLegId === id) ?? null);
    },
    callerByPhone: async () => null,
    listCallers: async (_viewer, _listing, page) => pageOf([], page, () => ''),
    async callers(_viewer, ids) {
      asked.callers += 1;
      return ids.map((id) => sampleCaller(Number(id.slice('clr_'.length))));
    },
    async attempts(_viewer, effects) {
      asked.attempts += 1;
      return effects.map(() => [
        { number: 1, request: 'SENT', startedAt: ringingAt, outcome: 'DONE' },
      ]);
    },
    async reject(viewer, request) {
      asked.rejects.push(request);
      if (viewer.lines === 'ALL') {
        throw new RequestError('TENANT_SCOPE_NOT_ALLOWED', 'Use a key of the line.');
      }
      const found = stored.find(isCall(request.id));
      if (!found) return { is: 'not-found' };
      const call = rejecting(found);
      return { is: 'rejected', call, rejection: call.rejection as never, replayed: false };
    },
  };

  const lines: Lines = {
    async byIds(_viewer, ids) {
      asked.byIds += 1;
      return ids.map((id) => (id === sampleLine().id ? sampleLine() : null));
    },
    list: async (_viewer, page) => pageOf([sampleLine()], page, ({ id }) => id),
    async register(_viewer, input) {
      asked.lines.push(input);
      if (!input.accounts.PILOT_STATUS) {
        return { is: 'invalid', problems: [{ field: 'pilotStatus', message: 'Give an account.' }] };
      }
      const webhookUrl = 'https://calls.example/webhooks/x';
      return { is: 'saved', line: sampleLine(), webhookUrl, replayed: false };
    },
    remove: async () => ({ is: 'not-found' }),
    async update(_viewer, id, input) {
      asked.lines.push(input);
      if (id !== sampleLine().id) return { is: 'not-found' };
      return { is: 'saved', line: sampleLine(), replayed: false };
    },
  };

  const keys: Keys = {
    async create(_viewer, name) {
      return { is: 'made', id: `key_${name}` as ApiKeyId, key: 'new-key', replayed: false };
    },
    revoke: async (_viewer, id) => (id === 'key_line' ? 'revoked' : 'not-found'),
    list: async (_viewer, page) => pageOf([], page, () => ''),
  };
  const tenants: Tenants = {
    async create() {
      return { is: 'made', id: 'ten_new' as TenantId, key: 'new-key', replayed: false };
    },
    suspend: async () => 'not-found',
    erase: async () => 'not-found',
  };
  const privacy: Privacy = {
    eraseCaller: async () => ({ is: 'not-found' }),
    retentionMs: async () => null,
    setRetentionMs: async () => {},
  };
  const audit: Audit = { log: async (_viewer, _question, page) => pageOf([], page, () => '') };

  const reports: Reports = {
    attrition: async (_viewer, { from, to, windowMs, timeZone = 'UTC' }) => {
      return {
        from,
        to,
        windowMs,
        timeZone,
        groups: [],
        baseline: outcomeOf(emptyTally),
        buckets: [],
      };
    },
  };

  async function authenticate(credential: string | undefined): Promise<Viewer> {
    if (credential === 'unreachable') throw new Error('The database cannot be reached.');
    const viewer = viewers.get(credential ?? '');
    if (viewer) return viewer;
    throw new RequestError('UNAUTHENTICATED', 'Send a key that works.');
  }

  const { control: perimeter, asked: askedOfPerimeter } = createMemoryPerimeter();
  return {
    ...{ calls, lines, keys, audit, reports, perimeter, privacy, tenants, authenticate },
    ...{ viewers, asked, askedOfPerimeter, stored, events },
  };
}

function pageOf<Node>(
  all: readonly Node[],
  { first, after }: PageRequest,
  cursorOf: (node: Node) => string,
): Page<Node> {
  const start = after ? all.findIndex((node) => cursorOf(node) === after) + 1 : 0;
  const nodes = all.slice(start, start + first);
  return {
    edges: nodes.map((node) => ({ node, cursor: cursorOf(node) })),
    hasNextPage: start + first < all.length,
    hasPreviousPage: start > 0,
  };
}
