import type { Crm, CrmAnswer } from '../crm.ts';

/** Keeps the CRM's first answer, also a missing one, for all rounds in which one ring is decided. */
export function memoizeCrm(crm: Crm): Crm {
  const answers = new Map<string, Promise<CrmAnswer>>();
  return {
    tierOf(question) {
      const { url } = question;
      const answer = answers.get(url) ?? crm.tierOf(question);
      answers.set(url, answer);
      return answer;
    },
  };
}
