/** Where the suite's addresses, which are fixed, lead to. */
export const addresses = new Map<string, string>();

/** In the place of the suite's own package for requests: the ports of its addresses may be taken here. */
// biome-ignore lint/style/noDefaultExport: the suite imports it so.
export default function fetchAt(url: string, request: RequestInit): Promise<Response> {
  const address = addresses.get(url);
  if (!address) throw new Error(`Nothing is started for ${url}.`);
  return fetch(address, request);
}
