import type { Area } from "@/lib/headers/area";

/** The policy of what is no page: should a browser show it as one, nothing in it loads or runs. */
export const closedPolicy =
  "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const features = [
  "accelerometer",
  "browsing-topics",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "hid",
  "microphone",
  "midi",
  "payment",
  "serial",
  "speaker-selection",
  "usb",
];

/** Features that an area's own pages may ask people for; every other is off. */
const granted: Record<Area, string[]> = {
  desk: ["microphone", "speaker-selection"],
  embed: [],
  api: [],
};

/** Headers of every response of any area. */
const everywhere = {
  "Content-Security-Policy": closedPolicy,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
};

/** X-Frame-Options knows no list of sites: pages that may be framed go by frame-ancestors alone. */
const unframed = { "Cross-Origin-Resource-Policy": "same-origin", "X-Frame-Options": "DENY" };

const own: Record<Area, Record<string, string>> = {
  desk: unframed,
  // A site that isolates itself (COEP) shows only frames that say this.
  embed: { "Cross-Origin-Resource-Policy": "cross-origin" },
  api: { ...unframed, "Cache-Control": "private, no-store" },
};

/** The headers of every response in an area; the middleware gives pages a policy of their own. */
export function headersFor(area: Area): Record<string, string> {
  const permissions = features.map(
    (feature) => `${feature}=${granted[area].includes(feature) ? "(self)" : "()"}`,
  );
  return { ...everywhere, ...own[area], "Permissions-Policy": permissions.join(", ") };
}
