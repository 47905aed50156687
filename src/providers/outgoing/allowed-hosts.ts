import { isIPv6 } from 'node:net';

/** Hosts that the operator allows, whatever address they resolve to. */
export interface AllowedHosts {
  /** `on-another-port` if the operator allows the host only on other ports than that of the URL. */
  allowanceOf(url: URL): 'yes' | 'no' | 'on-another-port';
  /** Whether the operator allows the host on at least one port. */
  names(host: string): boolean;
}

/** Reads entries of the form `host`, `host:port`, or `*` for every host. */
export function readAllowedHosts(entries: readonly string[]): AllowedHosts {
  const allowsAll = entries.includes('*');
  /** The ports on which each host is allowed. A host that is allowed on any port is in `onAnyPort`. */
  const allowed = new Map<string, Set<string>>();
  const onAnyPort = new Set<string>();
  for (const entry of entries.filter((each) => each !== '*')) {
    const { host, port } = readEntry(entry);
    const ports = allowed.get(host) ?? new Set();
    allowed.set(host, ports);
    if (port === undefined) onAnyPort.add(host);
    else ports.add(port);
  }

  return {
    allowanceOf(url) {
      const host = plainHost(url.hostname);
      if (allowsAll || onAnyPort.has(host)) return 'yes';
      const ports = allowed.get(host);
      if (!ports) return 'no';
      return ports.has(portOf(url)) ? 'yes' : 'on-another-port';
    },
    names: (host) => allowsAll || allowed.has(plainHost(host)),
  };
}

/** The host in lower case and without a final dot, because these spellings are the same host. */
export function plainHost(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}

export function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}

function readEntry(entry: string): { readonly host: string; readonly port?: string } {
  // `[::1]:8080` has brackets, because an IPv6 address has colons itself.
  const bracketed = isIPv6(entry) ? `[${entry}]` : entry;
  const [, name = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(bracketed) ?? [];
  // The URL parser gives one spelling to all spellings of an IP address.
  const url = /^[^/?#@\s]+$/.test(name) ? URL.parse(`http://${name}`) : null;
  if (!url) throw new Error(`\`${entry}\` is not a host to allow: give \`host\` or \`host:port\`.`);
  return { host: plainHost(url.hostname), ...(port !== undefined && { port: `${Number(port)}` }) };
}
