import { rootCertificates } from "node:tls";

/** What both drivers take: no TLS, or how the server's certificate is verified. */
export type DatabaseTls = false | { rejectUnauthorized: boolean; ca?: string[] };

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);
/** Modes of libpq in which the certificate does not count. */
const unverified = new Set(["allow", "prefer", "require", "no-verify"]);

/**
 * TLS of a connection to this URL, verified unless its `sslmode` says otherwise; none on this
 * machine itself. `authority` is a certificate in PEM that is trusted beside Node's own.
 */
export function databaseTls(url: URL, authority?: string): DatabaseTls {
  const mode = url.searchParams.get("sslmode");
  if (mode === "disable" || (mode === null && loopback.has(url.hostname))) return false;
  if (mode !== null && unverified.has(mode)) return { rejectUnauthorized: false };
  return {
    rejectUnauthorized: true,
    ...(authority && { ca: [...rootCertificates, authority] }),
  };
}

/** The URL without what only `databaseTls` reads: each driver would read it in its own way. */
export function withoutTls(url: URL): string {
  const bare = new URL(url);
  bare.searchParams.delete("sslmode");
  return bare.href;
}
