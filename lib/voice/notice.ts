import { placeOf } from "@/lib/core/destination";
import type { Line } from "@/lib/lines/line";

/**
 * What a customer (E.164, or what Twilio sends for a withheld number) hears before a recorded call
 * connects; null: nothing, by the company's policy. Where the country is not known, the notice.
 */
export function noticeFor(
  line: Pick<Line, "recording_notice" | "announce_recording" | "announce_countries">,
  customer: string,
): string | null {
  switch (line.announce_recording) {
    case "always":
      return line.recording_notice;
    case "never":
      return null;
    case "countries": {
      const { country } = placeOf(customer);
      const isListed = country === null || line.announce_countries.includes(country);
      return isListed ? line.recording_notice : null;
    }
  }
}
