import type { Crm, CrmAnswer } from '../crm.ts';

/** For one ring, which may have to be decided again and again: its first answer holds, silence too. */
export function askedOnce(crm: Crm): Crm {
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
