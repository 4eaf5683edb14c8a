import { type Detail, fromOf, textOf, toOf } from "@/lib/audit/detail";
import { livekitWords } from "@/lib/audit/livekit";

type Words = (context: { detail: Detail; about: string }) => string;

/** "the route “Main”", or "a route" where its name is not known any more. */
const named =
  (article: "a" | "an", noun: string) =>
  ({ about }: { about: string }) =>
    about ? `the ${noun} “${about}”` : `${article} ${noun}`;
const agent = named("a", "voice agent");
const route = named("a", "route");
const group = named("a", "group");
const service = named("a", "service");
const outcome = named("an", "outcome");
const number = ({ about }: { about: string }) => (about ? `the number ${about}` : "a number");
const callerId = ({ about }: { about: string }) =>
  about ? `the caller ID ${about}` : "a caller ID";

/** A new name, beside the one that it had then, or else what was done with the rest of it. */
const renamedOr = (
  { detail }: { detail: Detail },
  noun: string,
  otherwise: string,
  column = "name",
) => {
  const to = toOf(detail, column);
  return to ? `renamed the ${noun} “${fromOf(detail, column) ?? ""}” to “${to}”` : otherwise;
};

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
  "voice_agent.changed": (context) => {
    if (toOf(context.detail, "removed_at")) return `deleted ${agent(context)}`;
    return renamedOr(context, "voice agent", `changed the draft of ${agent(context)}`);
  },
  "voice_agent_version.added": (context) => `published ${agent(context)}`,
  "phone_number.added": ({ detail }) => `added the number ${toOf(detail, "number") ?? ""}`,
  "phone_number.changed": (context) => {
    const { detail } = context;
    if (toOf(detail, "route_id")) return `let calls to ${number(context)} follow a route`;
    if ("route_id" in detail) return `let calls to ${number(context)} follow no route any more`;
    if (!("removed_at" in detail)) return `changed ${number(context)}`;
    const removed = toOf(detail, "removed_at");
    return removed ? `removed ${number(context)}` : `added ${number(context)} again`;
  },
  "number.bought": ({ detail }) => {
    const price = textOf(detail, "monthly_price");
    const a_month = price ? ` for ${Number(price)} ${textOf(detail, "currency")} a month` : "";
    return `bought the number ${textOf(detail, "number") ?? ""}${a_month}`;
  },
  "number.released": ({ detail }) => `released the number ${textOf(detail, "number") ?? ""}`,
  "phone_number.removed": ({ detail }) => `deleted the number ${toOf(detail, "number") ?? ""}`,
  "caller_id.added": ({ detail }) => `added the caller ID ${toOf(detail, "number") ?? ""}`,
  "caller_id.changed": (context) =>
    `${toOf(context.detail, "verified_at") ? "verified" : "changed"} ${callerId(context)}`,
  "caller_id.removed": ({ detail }) => `removed the caller ID ${toOf(detail, "number") ?? ""}`,
  "route.added": ({ detail }) => `added the route “${toOf(detail, "name") ?? ""}”`,
  "route.changed": (context) =>
    renamedOr(context, "route", `changed the draft of ${route(context)}`),
  "route.made_default": ({ detail }) =>
    `made the route “${textOf(detail, "name") ?? ""}” the default`,
  "route.removed": ({ detail }) => `deleted the route “${textOf(detail, "name") ?? ""}”`,
  "group.added": ({ detail }) => `added the group “${toOf(detail, "name") ?? ""}”`,
  "group.changed": (context) => renamedOr(context, "group", `changed who is in ${group(context)}`),
  "group.removed": ({ detail }) => `deleted the group “${toOf(detail, "name") ?? ""}”`,
  "audio_file.added": ({ detail }) => `added the audio file “${toOf(detail, "name") ?? ""}”`,
  "audio_file.changed": (context) => renamedOr(context, "audio file", "changed an audio file"),
  "audio_file.removed": ({ detail }) => `deleted the audio file “${toOf(detail, "name") ?? ""}”`,
  "route_version.added": (context) => `published ${route(context)}`,
  "company.changed": (context) => renamedOr(context, "company", "changed a company of contacts"),
  "company.removed": ({ detail }) => `removed the company “${toOf(detail, "name") ?? ""}”`,
  "contact_field.added": ({ detail }) => `added the contact field “${toOf(detail, "name") ?? ""}”`,
  "contact_field.changed": (context) =>
    renamedOr(context, "contact field", `changed ${named("a", "contact field")(context)}`),
  "stage.added": ({ detail }) => `added the stage “${toOf(detail, "name") ?? ""}”`,
  "stage.changed": (context) =>
    renamedOr(context, "stage", `changed ${named("a", "stage")(context)}`),
  "tag.changed": (context) => renamedOr(context, "tag", "changed a tag"),
  "tag.removed": ({ detail }) => `removed the tag “${toOf(detail, "name") ?? ""}”`,
  "service.added": ({ detail }) => `added the service “${toOf(detail, "name") ?? ""}”`,
  "service.changed": (context) => {
    if (!("archived_at" in context.detail))
      return renamedOr(context, "service", `changed ${service(context)}`);
    return `${toOf(context.detail, "archived_at") ? "archived" : "restored"} ${service(context)}`;
  },
  "staff.added": ({ detail }) => `added “${toOf(detail, "name") ?? ""}” to the calendar`,
  "staff.changed": ({ detail, about }) => {
    const then = fromOf(detail, "name") ?? about;
    const who = then ? `“${then}”` : "somebody";
    if (!("archived_at" in detail)) return `changed ${who} in the calendar`;
    return toOf(detail, "archived_at")
      ? `took ${who} out of the calendar`
      : `put ${who} back into the calendar`;
  },
  "opening_hours.added": () => "set opening hours for bookings",
  "opening_hours.changed": () => "changed opening hours for bookings",
  "opening_hours.removed": () => "removed somebody's own opening hours",
  "closure.added": ({ detail }) => `closed the calendar for “${toOf(detail, "name") ?? ""}”`,
  "closure.removed": ({ detail }) =>
    `opened the calendar again for “${toOf(detail, "name") ?? ""}”`,
  "booking_settings.added": () => "set how bookings are offered",
  "booking_settings.changed": () => "changed how bookings are offered",
  "tag.merged": ({ detail }) =>
    `merged the tag “${textOf(detail, "tag") ?? ""}” into “${textOf(detail, "into") ?? ""}”`,
  "disposition.added": ({ detail }) => `added the outcome “${toOf(detail, "label") ?? ""}”`,
  "disposition.changed": (context) => {
    if (!("archived_at" in context.detail))
      return renamedOr(context, "outcome", `changed ${outcome(context)}`, "label");
    return `${toOf(context.detail, "archived_at") ? "archived" : "restored"} ${outcome(context)}`;
  },
} satisfies Record<string, Words>;
