/**
 * Addresses that are not the public Internet: IANA's registries of special-purpose addresses (RFC 6890 and what was added since, as
 * of 2025). A provider's answer must not send us into our own network (SSRF; ASVS 5.0 V1.3.6).
 */
import { BlockList, isIP } from "node:net";

const SPECIAL_V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
] as const;

/**
 * Of IPv6 only global unicast (2000::/3) is public at all. These parts of it are not, or hold an address of IPv4 (6to4, Teredo) by
 * which a private one could be reached.
 */
const SPECIAL_IN_GLOBAL_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"] as const;

function blocks(subnets: readonly string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network, length] = subnet.split("/") as [string, string];
    list.addSubnet(network, Number(length), family);
  }
  return list;
}

const specialV4 = blocks(SPECIAL_V4, "ipv4");
const globalV6 = blocks(["2000::/3"], "ipv6");
const specialV6 = blocks(SPECIAL_IN_GLOBAL_V6, "ipv6");
const loopbackV4 = blocks(["127.0.0.0/8"], "ipv4");
const loopbackV6 = blocks(["::1/128"], "ipv6");

/** Whether an address of IPv4 or IPv6 is one of the public Internet. What is no address is not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !specialV4.check(address, "ipv4");
  // A mapped address (::ffff:10.0.0.1) and a translated one (64:ff9b::a00:1) lie outside of 2000::/3.
  return family === 6 && globalV6.check(address, "ipv6") && !specialV6.check(address, "ipv6");
}

/** Whether an address is this machine's own. */
export function isLoopbackAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return loopbackV4.check(address, "ipv4");
  return family === 6 && loopbackV6.check(address, "ipv6");
}

/** Whether a URL names this machine by a name that cannot mean another: the only one that is spoken to without TLS. */
export function isLoopbackUrl(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return host === "localhost" || isLoopbackAddress(host);
}
