import { type Detail, fromOf, textOf, toOf } from "@/lib/audit/detail";
import { livekitWords } from "@/lib/audit/livekit";

type Words = (context: { detail: Detail }) => string;

/** What was done with the settings of a company, and with what calls and bookings follow. */
export const settingsWords = {
  "settings.changed": () => "changed the company's settings",
  "twilio_account.added": () => "connected Twilio",
  "twilio_account.changed": () => "changed the Twilio account",
  "twilio_account.rotated": () => "encrypted the Twilio token under a new key",
  "twilio_account.lost": () => "stopped using the Twilio account: another company has verified it",
  "twilio_account.taken_over": () => "verified a Twilio account that another company was using",
  "twilio_account.removed": () => "disconnected Twilio",
  "browser_calling.added": () => "turned on calls in the browser",
  "browser_calling.changed": () => "changed calls in the browser",
  "browser_calling.rotated": () => "encrypted the key of browser calls under a new key",
  "browser_calling.removed": () => "turned off calls in the browser",
  ...livekitWords,
  "transcription.added": () => "set up transcription",
  "transcription.changed": () => "changed the transcription settings",
  "transcription.rotated": () => "encrypted the transcription key under a new key",
  "transcription.removed": () => "stopped transcription",
  "realtime.added": () => "set up the voice agents' model",
  "realtime.changed": () => "changed the voice agents' model",
  "realtime.rotated": () => "encrypted the key of the voice agents' model under a new key",
  "realtime.removed": () => "removed the voice agents' model",
  "realtime_price.added": ({ detail }) =>
    `entered the prices of the model ${toOf(detail, "model") ?? ""}`,
  "realtime_price.changed": () => "changed the prices of a voice agents' model",
  "voice_agent.added": ({ detail }) => `added the voice agent “${toOf(detail, "name") ?? ""}”`,
  "voice_agent.changed": ({ detail }) => {
    if (toOf(detail, "removed_at")) return "deleted a voice agent";
    const name = toOf(detail, "name");
    return name ? `renamed a voice agent to “${name}”` : "changed the draft of a voice agent";
  },
  "voice_agent_version.added": () => "published a voice agent",
  "phone_number.added": ({ detail }) => `added the number ${toOf(detail, "number") ?? ""}`,
  "phone_number.changed": ({ detail }) => {
    if (toOf(detail, "route_id")) return "let calls to a number follow a route";
    if ("route_id" in detail) return "let calls to a number follow no route any more";
    if (!("removed_at" in detail)) return "changed a number of the company";
    return toOf(detail, "removed_at") ? "removed a number" : "added a removed number again";
  },
  "number.bought": ({ detail }) => {
    const price = textOf(detail, "monthly_price");
    const a_month = price ? ` for ${Number(price)} ${textOf(detail, "currency")} a month` : "";
    return `bought the number ${textOf(detail, "number") ?? ""}${a_month}`;
  },
  "number.released": ({ detail }) => `released the number ${textOf(detail, "number") ?? ""}`,
  "phone_number.removed": () => "deleted a number",
  "caller_id.added": ({ detail }) => `added the caller ID ${toOf(detail, "number") ?? ""}`,
  "caller_id.changed": ({ detail }) =>
    toOf(detail, "verified_at") ? "verified a caller ID" : "changed a caller ID",
  "caller_id.removed": () => "removed a caller ID",
  "route.added": ({ detail }) => `added the route “${toOf(detail, "name") ?? ""}”`,
  "route.changed": ({ detail }) => {
    const name = toOf(detail, "name");
    return name ? `renamed a route to “${name}”` : "changed the draft of a route";
  },
  "route.made_default": ({ detail }) =>
    `made the route “${textOf(detail, "name") ?? ""}” the default`,
  "route.removed": ({ detail }) => `deleted the route “${textOf(detail, "name") ?? ""}”`,
  "group.added": ({ detail }) => `added the group “${toOf(detail, "name") ?? ""}”`,
  "group.changed": ({ detail }) => {
    const name = toOf(detail, "name");
    return name ? `renamed a group to “${name}”` : "changed who is in a group";
  },
  "group.removed": ({ detail }) => `deleted the group “${fromOf(detail, "name") ?? ""}”`,
  "audio_file.added": ({ detail }) => `added the audio file “${toOf(detail, "name") ?? ""}”`,
  "audio_file.changed": ({ detail }) => `renamed an audio file to “${toOf(detail, "name") ?? ""}”`,
  "audio_file.removed": ({ detail }) => `deleted the audio file “${fromOf(detail, "name") ?? ""}”`,
  "route_version.added": () => "published a route",
  "company.changed": () => "changed a company of contacts",
  "company.removed": ({ detail }) => `removed the company “${fromOf(detail, "name") ?? ""}”`,
  "contact_field.added": ({ detail }) => `added the contact field “${toOf(detail, "name") ?? ""}”`,
  "contact_field.changed": () => "changed a contact field",
  "stage.added": ({ detail }) => `added the stage “${toOf(detail, "name") ?? ""}”`,
  "stage.changed": () => "changed a stage",
  "tag.changed": ({ detail }) => `renamed a tag to “${toOf(detail, "name") ?? ""}”`,
  "tag.removed": ({ detail }) => `removed the tag “${fromOf(detail, "name") ?? ""}”`,
  "service.added": ({ detail }) => `added the service “${toOf(detail, "name") ?? ""}”`,
  "service.changed": ({ detail }) => {
    if (!("archived_at" in detail)) return "changed a service";
    return toOf(detail, "archived_at") ? "archived a service" : "restored a service";
  },
  "staff.added": ({ detail }) => `added “${toOf(detail, "name") ?? ""}” to the calendar`,
  "staff.changed": ({ detail }) => {
    if (!("archived_at" in detail)) return "changed who or what can be booked";
    return toOf(detail, "archived_at")
      ? "took somebody out of the calendar"
      : "put somebody back into the calendar";
  },
  "opening_hours.added": () => "set opening hours for bookings",
  "opening_hours.changed": () => "changed opening hours for bookings",
  "opening_hours.removed": () => "removed somebody's own opening hours",
  "closure.added": ({ detail }) => `closed the calendar for “${toOf(detail, "name") ?? ""}”`,
  "closure.removed": ({ detail }) =>
    `opened the calendar again for “${fromOf(detail, "name") ?? ""}”`,
  "booking_settings.added": () => "set how bookings are offered",
  "booking_settings.changed": () => "changed how bookings are offered",
  "tag.merged": ({ detail }) =>
    `merged the tag “${textOf(detail, "tag") ?? ""}” into “${textOf(detail, "into") ?? ""}”`,
  "disposition.added": ({ detail }) => `added the outcome “${toOf(detail, "label") ?? ""}”`,
  "disposition.changed": ({ detail }) => {
    if (!("archived_at" in detail)) return "changed an outcome of calls";
    return toOf(detail, "archived_at") ? "archived an outcome" : "restored an outcome";
  },
} satisfies Record<string, Words>;
