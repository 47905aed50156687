import { dangers } from './dangers.ts';
import { Problem, quote } from './setting.ts';

/** The words as Markdown, for the meaning of a setting in the documentation. */
export function choices(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

/** Checks one secret. The text of a problem follows the setting's name, as in "SEAL_KEYS has a secret …". */
export function checkSecret(secret: string): Problem | undefined {
  if (secret.length >= 32) return undefined;
  return new Problem(
    'has a secret of fewer than 32 characters; make one with `openssl rand -base64 32`.',
  );
}

/** Checks one item of ALLOW_UNSAFE, which names the dangers that the operator accepts. */
export function checkDanger(danger: string): Problem | undefined {
  if (dangers.some((known) => known === danger)) return undefined;
  return new Problem(`has ${quote(danger)}; give one or more of ${dangers.join(', ')}.`);
}
