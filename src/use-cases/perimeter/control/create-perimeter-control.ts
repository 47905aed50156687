import type { PerimeterControl } from '../../perimeter-control.ts';
import { blockCaller, tagCaller, unblockCaller } from './change-caller.ts';
import type { ControlDependencies } from './control-dependencies.ts';
import { probeDecision } from './probe-decision.ts';
import { reportBridge, setPresence } from './report-state.ts';
import { setKillSwitch, setLinePolicies } from './set-line-policies.ts';

export function createPerimeterControl(deps: ControlDependencies): PerimeterControl {
  return {
    setPolicies: (viewer, line, input) => setLinePolicies(deps, viewer, line, input),
    setKillSwitch: (viewer, line, on) => setKillSwitch(deps, viewer, line, on),
    probe: (viewer, probe) => probeDecision(deps, viewer, probe),
    tagCaller: (viewer, caller, tier) => tagCaller(deps, viewer, caller, tier),
    blockCaller: (viewer, caller, input) => blockCaller(deps, viewer, caller, input),
    unblockCaller: (viewer, caller) => unblockCaller(deps, viewer, caller),
    setPresence: (viewer, input) => setPresence(deps, viewer, input),
    reportBridge: (viewer, input) => reportBridge(deps, viewer, input),
  };
}
