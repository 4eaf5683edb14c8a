/**
 * Where a request to Twilio goes when `base` stands in for it: a path of the main host below
 * `base`, one of another host
 * below a prefix that is its name (https://pricing.twilio.com/v2/x → <base>/pricing/v2/x).
 */
export function standInUrl(base: string, twilioUrl: string): string {
  const { hostname, pathname, search } = new URL(twilioUrl);
  const name = hostname.split(".")[0];
  const prefix = name === "api" ? "" : `/${name}`;
  return `${base.replace(/\/+$/, "")}${prefix}${pathname}${search}`;
}

/** Where browsers reach the signalling of what stands in for Twilio at `base`. */
export function signallingUrl(base: string): string {
  return `${new URL(base).origin.replace(/^http/, "ws")}/signal`;
}
