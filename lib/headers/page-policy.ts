import type { Area } from "@/lib/headers/area";
import { connectSources, type Installation } from "@/lib/headers/connect-sources";
import { closedPolicy } from "@/lib/headers/headers-for";

export type PageContext = {
  /** Base64, a new one for each response. */
  nonce: string;
  installation: Installation;
  developing: boolean;
  /** Sites that may frame this page, as URLs. Counts in the embed area alone; none by default. */
  framedBy?: string[];
};

/**
 * The Content-Security-Policy of a page: scripts and styles that we sent, nothing inline without
 * this response's nonce, and no other site but those of connect-sources.ts. Next stamps the nonce
 * on what it writes. In development React needs eval and hot reload writes styles.
 * https://nextjs.org/docs/app/guides/content-security-policy
 */
export function pagePolicy(area: Area, page: PageContext): string {
  if (area === "api") return closedPolicy;
  const { developing, installation, framedBy = [] } = page;
  const nonce = `'nonce-${page.nonce}'`;
  const frames = area === "embed" ? framedBy.map((url) => new URL(url).origin) : [];
  return writePolicy({
    "default-src": ["'self'"],
    // What a stamped script loads is ours too; browsers that know strict-dynamic ignore 'self'.
    "script-src": ["'self'", nonce, "'strict-dynamic'", ...(developing ? ["'unsafe-eval'"] : [])],
    "style-src": ["'self'", developing ? "'unsafe-inline'" : nonce],
    "connect-src": ["'self'", ...connectSources(area, installation)],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    // Some browsers know a call's sound by a scheme of its own, as the Voice SDK's README says.
    "media-src": area === "desk" ? ["'self'", "mediastream:"] : ["'self'"],
    "object-src": [],
    // The clock of calls in the browser (public/workers).
    "worker-src": area === "desk" ? ["'self'"] : [],
    "frame-src": [],
    "frame-ancestors": frames,
    "base-uri": [],
    "form-action": ["'self'"],
  });
}

/** A directive without sources allows nothing. */
function writePolicy(directives: Record<string, string[]>): string {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(" ") || "'none'"}`)
    .join("; ");
}
