import type { Crm, CrmAnswer } from '../crm.ts';

/**
 * A ring is decided again after each lost race. All these rounds use the CRM's first answer, even if it was silence, so
 * that the CRM is asked once and its deadline passes once. All questions are about the caller of this ring, so the URL tells them
 * apart.
 */
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
