import type { PerimeterControl } from '../../perimeter-control.ts';
import { blockCaller, tagCaller, unblockCaller } from './change-caller.ts';
import type { ControlParts } from './control-dependencies.ts';
import { probeDecision } from './probe-decision.ts';
import { reportBridge, setPresence } from './report-state.ts';
import { setKillSwitch, setLinePolicies } from './set-line-policies.ts';

export function createPerimeterControl(parts: ControlParts): PerimeterControl {
  return {
    setPolicies: (viewer, line, wish) => setLinePolicies(parts, viewer, line, wish),
    setKillSwitch: (viewer, line, on) => setKillSwitch(parts, viewer, line, on),
    probe: (viewer, probe) => probeDecision(parts, viewer, probe),
    tagCaller: (viewer, caller, tier) => tagCaller(parts, viewer, caller, tier),
    blockCaller: (viewer, caller, wish) => blockCaller(parts, viewer, caller, wish),
    unblockCaller: (viewer, caller) => unblockCaller(parts, viewer, caller),
    setPresence: (viewer, wish) => setPresence(parts, viewer, wish),
    reportBridge: (viewer, wish) => reportBridge(parts, viewer, wish),
  };
}
