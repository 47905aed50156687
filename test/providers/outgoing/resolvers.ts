import type { LookupAddress } from 'node:dns';

export const publicV4 = '93.184.215.14';
export const publicV6 = '2606:2800:21f:cb07:6820:80da:af6b:8b2c';

export function addresses(list: readonly string[]): LookupAddress[] {
  return list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
}

export async function loopback(): Promise<LookupAddress[]> {
  return addresses(['127.0.0.1']);
}

export async function noNames(host: string): Promise<never> {
  throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
}
