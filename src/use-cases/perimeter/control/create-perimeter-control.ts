import { forViewer } from '../../../access/viewer.ts';
import type { PerimeterControl } from '../../perimeter-control.ts';
import { blockCaller, tagCaller, unblockCaller } from './change-caller.ts';
import type { ControlDependencies } from './control-dependencies.ts';
import { probeDecision } from './probe-decision.ts';
import { reportBridge, setPresence } from './report-state.ts';
import { setKillSwitch, setLinePolicies } from './set-line-policies.ts';

/** What goes through `forViewer` touches only rows of the viewer's tenant. */
export function createPerimeterControl(deps: ControlDependencies): PerimeterControl {
  return {
    setPolicies: (viewer, line, input) =>
      setLinePolicies(forViewer(deps, viewer), viewer, line, input),
    setKillSwitch: (viewer, line, on) => setKillSwitch(forViewer(deps, viewer), viewer, line, on),
    probe: (viewer, probe) => probeDecision(forViewer(deps, viewer), viewer, probe),
    tagCaller: (viewer, caller, tier) => tagCaller(forViewer(deps, viewer), viewer, caller, tier),
    blockCaller: (viewer, caller, input) =>
      blockCaller(forViewer(deps, viewer), viewer, caller, input),
    unblockCaller: (viewer, caller) => unblockCaller(forViewer(deps, viewer), viewer, caller),
    setPresence: (viewer, input) => setPresence(forViewer(deps, viewer), viewer, input),
    reportBridge: (viewer, input) => reportBridge(forViewer(deps, viewer), viewer, input),
  };
}
