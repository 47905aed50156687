import type { CallFacts, Facts } from './facts.ts';
import type { Finding } from './finding.ts';
import { judgeAlreadyInACall } from './kinds/already-in-a-call.ts';
import { judgeAnonymousCaller } from './kinds/anonymous-caller.ts';
import { judgeBlockedCaller } from './kinds/blocked-caller.ts';
import { judgeBypass } from './kinds/bypass.ts';
import { judgeConversationFirst } from './kinds/conversation-first.ts';
import { judgeFrequencyThrottle } from './kinds/frequency-throttle.ts';
import { judgePresence } from './kinds/presence.ts';
import { judgeQuietHours } from './kinds/quiet-hours.ts';
import { judgeSafetyValve } from './kinds/safety-valve.ts';
import { judgeVipPerimeter } from './kinds/vip-perimeter.ts';
import type { Policy } from './policy.ts';

/** What one policy finds, independent of its mode and of other policies. */
export function judge(policy: Policy, call: CallFacts, facts: Facts): Finding {
  switch (policy.is) {
    case 'bypass':
      return judgeBypass(policy, facts);
    case 'blocked-caller':
      return judgeBlockedCaller(policy, facts);
    case 'vip-perimeter':
      return judgeVipPerimeter(policy, facts);
    case 'quiet-hours':
      return judgeQuietHours(policy, facts);
    case 'frequency-throttle':
      return judgeFrequencyThrottle(policy, facts);
    case 'conversation-first':
      return judgeConversationFirst(policy, facts);
    case 'safety-valve':
      return judgeSafetyValve(policy, facts);
    case 'presence':
      return judgePresence(policy, facts);
    case 'already-in-a-call':
      return judgeAlreadyInACall(policy, facts);
    case 'anonymous-caller':
      return judgeAnonymousCaller(policy, call, facts);
  }
}
