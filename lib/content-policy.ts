/**
 * The Content-Security-Policy of a page: scripts and styles that we sent, nothing inline without this answer's nonce,
 * and no other site but Supabase's, over HTTP and WebSocket. Next stamps the nonce on what it writes itself.
 * While developing, React needs eval and the hot reload writes styles.
 * https://nextjs.org/docs/app/guides/content-security-policy
 */
export function contentPolicy(given: {
  nonce: string;
  supabaseUrl: string;
  developing: boolean;
}): string {
  const nonce = `'nonce-${given.nonce}'`;
  const supabase = new URL(given.supabaseUrl).origin;
  const directives = {
    "default-src": "'self'",
    // What a stamped script loads is ours too; browsers that know strict-dynamic ignore 'self'.
    "script-src": `'self' ${nonce} 'strict-dynamic'${given.developing ? " 'unsafe-eval'" : ""}`,
    "style-src": given.developing ? "'self' 'unsafe-inline'" : `'self' ${nonce}`,
    "connect-src": `'self' ${supabase} ${supabase.replace(/^http/, "ws")}`,
    "img-src": "'self'",
    "font-src": "'self'",
    "media-src": "'self'",
    "object-src": "'none'",
    "worker-src": "'none'",
    "frame-src": "'none'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}
