import { createHmac } from "node:crypto";

/**
 * X-Twilio-Signature: HMAC-SHA1, keyed with the account's token, over the URL and the sorted form
 * parameters (https://www.twilio.com/docs/usage/webhooks/webhooks-security).
 */
export function sign(
  authToken: string,
  url: string,
  params: readonly (readonly [string, string])[] = [],
): string {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of params) {
    values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  let text = url;
  for (const name of [...values.keys()].sort()) {
    for (const value of [...(values.get(name) ?? [])].sort()) text += name + value;
  }
  return createHmac("sha1", authToken).update(text, "utf8").digest("base64");
}

/**
 * The URL that webhooks are signed over: no fragment, no user, and where it is https no port,
 * unless it is about a message.
 */
export function signedUrl(url: string, keepsPort = false): string {
  const bare = url.split("#", 1)[0] ?? url;
  const authority = /^(https?:\/\/)(?:[^/?@]*@)?([^/?]*)/i.exec(bare);
  if (!authority) return bare;
  const [whole, scheme = "", host = ""] = authority;
  const named =
    scheme.toLowerCase() === "https://" && !keepsPort ? host.replace(/:\d+$/, "") : host;
  return scheme + named + bare.slice(whole.length);
}
