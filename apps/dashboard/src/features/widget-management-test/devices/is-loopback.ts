/** Whether a host name means this machine to whoever says it, so that no other device gets here by it. */
export function isLoopback(hostName: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(hostName);
}
