import type { PerimeterControl } from '../../perimeter-control.ts';
import { blockCaller, tagCaller, unblockCaller } from './change-caller.ts';
import type { ControlDependencies } from './control-dependencies.ts';
import { probeDecision } from './probe-decision.ts';
import { reportBridge, setPresence } from './report-state.ts';
import { setKillSwitch, setLinePolicies } from './set-line-policies.ts';

export function createPerimeterControl(deps: ControlDependencies): PerimeterControl {
  return {
    setPolicies: (viewer, line, wish) => setLinePolicies(deps, viewer, line, wish),
    setKillSwitch: (viewer, line, on) => setKillSwitch(deps, viewer, line, on),
    probe: (viewer, probe) => probeDecision(deps, viewer, probe),
    tagCaller: (viewer, caller, tier) => tagCaller(deps, viewer, caller, tier),
    blockCaller: (viewer, caller, wish) => blockCaller(deps, viewer, caller, wish),
    unblockCaller: (viewer, caller) => unblockCaller(deps, viewer, caller),
    setPresence: (viewer, wish) => setPresence(deps, viewer, wish),
    reportBridge: (viewer, wish) => reportBridge(deps, viewer, wish),
  };
}
