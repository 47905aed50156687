import type { Facts } from '../facts.ts';
import { cannotTell, type Finding, passes, rejects } from '../finding.ts';
import type { Presence } from '../policy.ts';
import { sayDuration } from '../say-time.ts';

export function judgePresence(policy: Presence, facts: Facts): Finding {
  const states = facts.presence
    .filter(({ at }) => facts.now.getTime() - at.getTime() <= (policy.staleAfterMs ?? Infinity))
    .map(({ state }) => state)
    .filter((state) => state !== 'UNKNOWN');
  const online = states.filter((state) => state === 'ONLINE').length;
  const busy = states.filter((state) => state === 'BUSY').length;
  const seen = { online, busy, offline: states.length - online - busy };
  if (states.length === 0) return judgeUnknown(policy, seen);
  // A busy agent counts as BUSY only, so every agent who is ONLINE is free.
  if (online > 0) return passes(`${sayAgents(online)} online and free`, seen);
  if (busy > 0) return judgeAllBusy(policy, seen);
  return rejects(policy, byDefault, 'no agent of the line is online', seen);
}

const byDefault = { reason: 'DECLINED', copyKey: 'nobody-online' } as const;

type Seen = Finding['facts'];

function judgeUnknown(policy: Presence, seen: Seen): Finding {
  const { staleAfterMs } = policy;
  const lately = staleAfterMs === undefined ? '' : ` within ${sayDuration(staleAfterMs)}`;
  const because = `no known state of any agent of the line was reported${lately}`;
  if (policy.whenUnknown === 'RING') return cannotTell(because, seen);
  return rejects(
    policy,
    byDefault,
    `${because}, and the policy is set to reject in that case`,
    seen,
  );
}

function sayAgents(count: number): string {
  return count === 1 ? '1 agent of the line is' : `${count} agents of the line are`;
}

function judgeAllBusy(policy: Presence, seen: Seen): Finding {
  const because = 'all online agents of the line are busy';
  const copyKey = policy.busyCopyKey ?? 'everybody-busy';
  switch (policy.whenBusy) {
    case 'RING':
      return passes(`${because}, and the policy is set to let the call ring in that case`, seen);
    case 'RING_AND_TEXT':
      return { verdict: 'texts', because, facts: seen, asked: { copyKey } };
    case 'REJECT':
      // The policy's own `copyKey` is not for this case. Its `reason` is, and replaces BUSY.
      return rejects({ ...policy, copyKey }, { reason: 'BUSY' }, because, seen);
  }
}
