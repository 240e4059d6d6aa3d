/** Which hosts are this machine: there, plain http gives nothing away. */

export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])\.?$/i.test(hostname);
}

/** The same, and what else leads to this machine when it is connected to; hosts as URL has them, in lower case and canonical. */
export function isThisMachine(hostname: string): boolean {
  // Linux takes 0.0.0.0 and [::] for loopback; IPv6 has a form for addresses of IPv4.
  return (
    isLoopback(hostname) ||
    /^(0(\.\d{1,3}){3}|\[::\]|\[::(ffff:)?7f[0-9a-f]{2}:[0-9a-f]{1,4}\]|\[::(ffff:0+:0+)?\])$/i.test(hostname)
  );
}
