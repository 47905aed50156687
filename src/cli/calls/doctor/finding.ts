/** The result of one check. `todo` says how to correct the problem. */
export interface Finding {
  readonly check: string;
  readonly is: 'fine' | 'warning' | 'wrong';
  readonly says: string;
  readonly todo?: string;
}

export const fine = (check: string, says: string): Finding => ({ check, is: 'fine', says });

export function warning(check: string, says: string, todo: string): Finding {
  return { check, is: 'warning', says, todo };
}

export function wrong(check: string, says: string, todo: string): Finding {
  return { check, is: 'wrong', says, todo };
}
