import { lookup as resolve } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import type { LookupFunction } from 'node:net';

/**
 * Addresses no gateway lives at (security.md T10): link-local with the clouds' metadata services, unspecified, multicast.
 * IPv4 ranges also catch the IPv4-mapped IPv6 spellings of the same addresses.
 */
const forbidden = new BlockList();
forbidden.addSubnet('0.0.0.0', 8, 'ipv4');
forbidden.addSubnet('169.254.0.0', 16, 'ipv4');
forbidden.addAddress('100.100.100.200', 'ipv4');
forbidden.addSubnet('224.0.0.0', 3, 'ipv4');
forbidden.addAddress('::', 'ipv6');
forbidden.addSubnet('fe80::', 10, 'ipv6');
forbidden.addSubnet('ff00::', 8, 'ipv6');
forbidden.addAddress('fd00:ec2::254', 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

function family(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** True for an IP address that is never a gateway: link-local, metadata, unspecified, multicast. */
export function isForbiddenAddress(address: string): boolean {
  return forbidden.check(address, family(address));
}

/** True for 127.0.0.0/8 and ::1. */
export function isLoopbackAddress(address: string): boolean {
  return loopback.check(address, family(address));
}

/** A name that resolves to where nothing may be sent. */
export class AddressRefusedError extends Error {
  readonly code = 'ADDRESS_REFUSED';
}

/**
 * A DNS lookup for sockets that fails when a name points to a forbidden address, so that a name cannot be turned
 * (DNS rebinding) after its URL was checked. With `onlyLoopback`, any other address fails too: plain HTTP stays here.
 */
export function guardedLookup(onlyLoopback: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, '', 0);
      const isRefused = ({ address }: LookupAddress): boolean =>
        isForbiddenAddress(address) || (onlyLoopback && !isLoopbackAddress(address));
      const first = addresses[0];
      if (!first || addresses.some(isRefused)) {
        return callback(new AddressRefusedError(`${hostname} points to an address that is not allowed`), '', 0);
      }
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}
