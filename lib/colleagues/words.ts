import type { Colleague } from "@/lib/colleagues/schema";

/** How somebody stands to their colleagues, as it is read beside a name. */
export const presenceNames: Record<Colleague["presence"], string> = {
  available: "Available",
  on_call: "On a call",
  busy: "Busy",
  away: "Away",
  offline: "Offline",
};
