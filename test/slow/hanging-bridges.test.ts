import { describe, expect, it } from 'vitest';
import { startTestApp } from '../support/app.ts';
import { startBridge } from '../support/bridge.ts';
import { addLine, unreachable } from '../support/lines.ts';
import { setPolicies } from '../support/policies.ts';
import { addTenant } from '../support/tenant.ts';
import { until } from '../support/until.ts';

const valve = { bridge: 'main', staleAfterMs: 60_000, whenStale: 'RING' };

describe('a recording bridge', () => {
  it('is asked again while another tenant’s hang, and those are all asked in their turn', async () => {
    const hanging = await startBridge(600_000);
    const bridge = await startBridge();
    const asked = () => new Set(hanging.paths()).size;
    const quiet = await startTestApp({ bridgePollMs: 600_000 });
    const guest = await addTenant(quiet.app, quiet.databaseUrl);
    const of = (url: string, name: string) => ({
      safetyValve: { ...valve, bridge: name, healthUrl: `${url}/${name}` },
    });
    const second = await addLine(quiet, unreachable());
    for (const lineId of [quiet.lineId, second.lineId]) {
      const policies = Array.from({ length: 40 }, (_, n) => of(hanging.url, `${lineId}-${n}`));
      await setPolicies(quiet, lineId, { policies });
    }
    const policies = [of(bridge.url, 'well')];
    await setPolicies(quiet, guest.lineId, { policies }, guest.tenantKey);

    const other = await quiet.another({ bridgePollMs: 40 });
    await until(() => bridge.asked() > 1);
    expect(asked()).toBeLessThan(80);
    await until(() => asked() === 80);
    await other.stop();
    await quiet.stop();
    await Promise.all([hanging.stop(), bridge.stop()]);
  });
});
