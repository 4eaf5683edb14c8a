export type SipAddress = { user: string; host: string; headers: Record<string, string> };

/** Reads `sip:user@host:port;transport=tcp?X-Header=value`; null where it is none. */
export function readSipAddress(text: string): SipAddress | null {
  const found = /^sips?:([^@]+)@([^:;?]+)(?::\d+)?(?:;[^?]*)?(?:\?(.*))?$/i.exec(text);
  const [, user, host, query] = found ?? [];
  if (user === undefined || host === undefined) return null;
  const headers = [...new URLSearchParams(query)].filter(([name]) => /^x-/i.test(name));
  return {
    user: decodeURIComponent(user),
    host: host.toLowerCase(),
    headers: Object.fromEntries(headers),
  };
}

/** As the leg is called in what is reported of it: headers are no part of an address. */
export function withoutHeaders(text: string): string {
  return text.replace(/\?.*$/, "");
}
