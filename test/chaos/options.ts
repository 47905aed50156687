import { randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  readonly seed: number;
  /** How long there are calls and faults. */
  readonly seconds: number;
  readonly kills: number;
  /** Calls a second. */
  readonly rate: number;
  readonly replicas: number;
  /** The share of requests to providers that go wrong. */
  readonly providerFaults: number;
  /** By how much the clock of the second replica is ahead and that of the third behind. */
  readonly clockSkewMs: number;
  /** Where the histories go. */
  readonly out: string;
}

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      seconds: { type: 'string', default: '60' },
      kills: { type: 'string' },
      rate: { type: 'string', default: '10' },
      replicas: { type: 'string', default: '3' },
      'provider-faults': { type: 'string', default: '25' },
      'clock-skew': { type: 'string', default: '3600' },
      out: { type: 'string' },
    },
  });
  const seconds = wholeNumber('seconds', values.seconds, 5, 3600);
  return {
    seed: wholeNumber('seed', values.seed ?? String(randomInt(1, 2 ** 31)), 0, 2 ** 32 - 1),
    seconds,
    kills: wholeNumber('kills', values.kills ?? String(Math.ceil(seconds / 7)), 0, 1000),
    rate: wholeNumber('rate', values.rate, 1, 200),
    replicas: wholeNumber('replicas', values.replicas, 1, 5),
    providerFaults: wholeNumber('provider-faults', values['provider-faults'], 0, 90) / 100,
    clockSkewMs: wholeNumber('clock-skew', values['clock-skew'], 0, 86_400) * 1000,
    out: outDirectory(values.out),
  };
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`--${name} takes a whole number from ${least} to ${most}, not \`${text}\`.`);
}

function outDirectory(wish: string | undefined): string {
  if (wish === undefined) return mkdtempSync(join(tmpdir(), 'calls-chaos-'));
  mkdirSync(resolve(wish), { recursive: true });
  return resolve(wish);
}
