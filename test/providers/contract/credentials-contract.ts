import { describe, expect, it } from 'vitest';
import type { ProviderHttp } from '../../../src/providers/outgoing/provider-http.ts';
import type { AccountInput } from '../../../src/providers/provider.ts';
import { faults } from './provider-faults.ts';
import { openLine, type ProviderContract, useStage } from './provider-stage.ts';

const never = new AbortController().signal;

/** What all providers promise that have a question which proves the credentials of a line. */
export function describeCredentials(
  contract: ProviderContract,
  http: ProviderHttp,
  hasty: ProviderHttp,
): void {
  describe('checkCredentials', () => {
    const { stage, line, outcomeOf } = useStage(contract, http, 'check');
    const check = (over = line(), signal = never) => over.checkCredentials?.(signal);

    it('proves the right ones, and touches no call and no caller', async () => {
      expect(await outcomeOf(check())).toEqual({ is: 'proven' });
      expect(stage().requests.map(({ operation }) => operation)).toEqual(['check']);
      expect(stage().messages).toEqual([]);
    });

    it('is refused with others', async () => {
      const other = openLine(contract, http, stage().url, withOtherCredentials(contract, stage()));
      const problem = { kind: 'WRONG_CREDENTIALS' };
      expect(await outcomeOf(check(other))).toMatchObject({ is: 'refused', problem });
    });

    it('is not told when called off', async () => {
      const asked = check(line(), AbortSignal.abort());
      expect(await outcomeOf(asked)).toMatchObject({ is: 'not-told' });
    });

    it('is not told when nobody listens', async () => {
      const nobody = openLine(contract, http, 'http://127.0.0.1:1');
      const problem = { kind: 'UNAVAILABLE', message: expect.stringContaining('was not reached') };
      expect(await outcomeOf(check(nobody))).toMatchObject({ is: 'not-told', problem });
    });

    it.each(faults)('tells nothing more than it was told: $name', async (one) => {
      stage().fault('check', one.fault, 'always');
      const is = one.outcome.is === 'refused' ? 'refused' : 'not-told';
      const { problem } = one.outcome;
      const kind = is === 'refused' ? { problem: problem as object } : {};
      const verdict = await outcomeOf(
        check(openLine(contract, one.isLate ? hasty : http, stage().url)),
      );
      expect(verdict).toMatchObject({ is, problem: { message: expect.stringMatching(/\.$/) } });
      expect(verdict).toMatchObject(kind);
    });
  });
}

/** The canary with other letters keeps the shape that a provider demands of its credentials. */
function withOtherCredentials(
  { accountAt, canary }: ProviderContract,
  { url }: { readonly url: string },
): AccountInput {
  const other = canary.replaceAll('a', 'b').replaceAll('A', 'B');
  const account = Object.entries(accountAt(url));
  return Object.fromEntries(
    account.map(([name, value]) => [name, String(value).replaceAll(canary, other)]),
  );
}
