import { afterAll, beforeAll, beforeEach } from 'vitest';
import {
  type PilotStatusSimulator,
  startPilotStatusSimulator,
} from '../../src/simulator/pilot-status/pilot-status.ts';
import { startTestApp, type TestApp } from './app.ts';
import { addLine, type TestLine } from './lines.ts';

export interface PhoneLine {
  /** One for the file. */
  readonly t: TestApp;
  /** A new provider for each test, with nothing remembered and no fault. */
  readonly phone: PilotStatusSimulator;
  /** A new line for each test, at that provider. */
  readonly line: TestLine;
  /** From now on the provider tells of its calls on another line of the tenant. */
  changeLine(): Promise<void>;
}

/** For the tests of a file, or of the `describe` where it stands. */
export function usePhoneLine(): PhoneLine {
  let t: TestApp;
  let phone: PilotStatusSimulator | undefined;
  let line: TestLine;

  async function changeLine(): Promise<void> {
    const { apiKey, url: baseUrl } = phoneNow();
    line = await addLine(t, { pilotStatus: { apiKey, baseUrl } });
    phoneNow().tell({ url: line.webhookUrl });
  }
  function phoneNow(): PilotStatusSimulator {
    if (!phone) throw new Error('No test is under way.');
    return phone;
  }

  beforeAll(async () => {
    t = await startTestApp();
  });
  beforeEach(async () => {
    await phone?.close();
    phone = await startPilotStatusSimulator();
    await changeLine();
  });
  afterAll(async () => {
    await phone?.close();
    await t.stop();
  });
  return {
    get t() {
      return t;
    },
    get phone() {
      return phoneNow();
    },
    get line() {
      return line;
    },
    changeLine,
  };
}
