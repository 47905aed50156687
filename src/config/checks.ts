import { dangers } from './dangers.ts';
import { Problem, quote } from './setting.ts';

export function choices(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

export function checkSecret(secret: string): Problem | undefined {
  if (secret.length >= 32) return undefined;
  return new Problem(
    'has a secret of fewer than 32 characters; make one with `openssl rand -base64 32`.',
  );
}

export function checkDanger(danger: string): Problem | undefined {
  if (dangers.some((known) => known === danger)) return undefined;
  return new Problem(`has ${quote(danger)}; give one or more of ${dangers.join(', ')}.`);
}
