import { type Detail, fromOf, textOf, toOf } from "@/lib/audit/detail";
import { livekitWords } from "@/lib/audit/livekit";

/** What a sentence is made of. The name of who did it comes before it. */
export type Context = {
  detail: Detail;
  /** Name of the person it was done to, or their own when it was themselves. */
  whom: string;
  /** True when someone did it to themselves. */
  self: boolean;
};

type Words = (context: Context) => string;

const reason = ({ detail }: Context) => {
  const why = textOf(detail, "message") ?? textOf(detail, "reason") ?? textOf(detail, "code");
  return why ? `: ${why.replaceAll("_", " ").replace(/\.$/, "")}` : "";
};

const setAvailability = ({ detail, whom }: Context) => {
  const state = toOf(detail, "state");
  return state ? `set ${whom} to ${state}` : `changed until when ${whom} is back`;
};

/** Each kind that the log can be narrowed to, with the sentence of each action in it. */
const kinds = {
  sessions: {
    label: "Sign-ins and passwords",
    actions: {
      "session.signed_in": () => "signed in",
      "session.refused": (context) => `couldn't sign in${reason(context)}`,
      "session.signed_out": () => "signed out",
      "password.changed": () => "changed their password",
      "password.refused": () => "typed a wrong current password",
      "password.reset_asked": () => "was sent a link to choose a new password",
      "password.reset": () => "reset their password with an emailed link",
    },
  },
  people: {
    label: "People and roles",
    actions: {
      "member.added": ({ detail, whom, self }) => {
        const role = toOf(detail, "role");
        return self ? `joined as ${role}` : `added ${whom} as ${role}`;
      },
      "member.changed": ({ detail, whom, self }) => {
        if (toOf(detail, "removed_at")) return `removed ${self ? "themselves" : whom}`;
        if ("removed_at" in detail) return `came back as ${toOf(detail, "role") ?? "before"}`;
        const role = toOf(detail, "role");
        if (role) return `made ${self ? "themselves" : whom} ${role}`;
        const whose = self ? "their own" : `${whom}'s`;
        if ("extension" in detail) {
          const extension = toOf(detail, "extension");
          return extension ? `made ${extension} ${whose} extension` : `took ${whose} extension`;
        }
        return `changed ${whose} profile`;
      },
      "availability.added": (context) => setAvailability(context),
      "availability.changed": (context) => setAvailability(context),
      "invitation.added": ({ detail }) =>
        `invited ${toOf(detail, "email")} as ${toOf(detail, "role")}`,
      "invitation.changed": ({ detail, whom }) => {
        const which = whom ? `the invitation of ${whom}` : "an invitation";
        if (toOf(detail, "accepted_at")) return `accepted ${which}`;
        return toOf(detail, "revoked_at") ? `revoked ${which}` : `changed ${which}`;
      },
      "personal_phone.added": ({ self, whom }) => `added ${self ? "their" : `${whom}'s`} phone`,
      "personal_phone.changed": ({ self, whom }) => `changed ${self ? "their" : `${whom}'s`} phone`,
      "personal_phone.removed": ({ self, whom }) => `removed ${self ? "their" : `${whom}'s`} phone`,
      "further_phone.added": ({ self, whom }) =>
        `added another phone of ${self ? "their own" : whom}`,
      "further_phone.changed": ({ self, whom }) =>
        `changed another phone of ${self ? "their own" : whom}`,
      "further_phone.removed": ({ self, whom }) =>
        `removed another phone of ${self ? "their own" : whom}`,
      "personal_phone.verification_called": () => "was called with a verification code",
      "personal_phone.verification_failed": (context) =>
        `failed to verify their phone${reason(context)}`,
      "personal_phone.verification_refused": (context) =>
        `was refused a verification call${reason(context)}`,
      "personal_phone.verified": () => "verified their phone",
      "personal_phone.vouched": ({ whom }) => `verified ${whom}'s phone`,
    },
  },
  settings: {
    label: "Settings",
    actions: {
      "settings.changed": () => "changed the company's settings",
      "twilio_account.added": () => "connected Twilio",
      "twilio_account.changed": () => "changed the Twilio account",
      "twilio_account.rotated": () => "encrypted the Twilio token under a new key",
      "twilio_account.lost": () =>
        "stopped using the Twilio account: another company has verified it",
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
      "audio_file.changed": ({ detail }) =>
        `renamed an audio file to “${toOf(detail, "name") ?? ""}”`,
      "audio_file.removed": ({ detail }) =>
        `deleted the audio file “${fromOf(detail, "name") ?? ""}”`,
      "route_version.added": () => "published a route",
      "company.changed": () => "changed a company of contacts",
      "company.removed": ({ detail }) => `removed the company “${fromOf(detail, "name") ?? ""}”`,
      "contact_field.added": ({ detail }) =>
        `added the contact field “${toOf(detail, "name") ?? ""}”`,
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
    },
  },
  calls: {
    label: "Calls",
    actions: {
      "call.refused": (context) => {
        const [country, ends] = [
          textOf(context.detail, "country"),
          textOf(context.detail, "ends_in"),
        ];
        const number = ends
          ? ` to a number${country ? ` in ${country}` : ""} ending in ${ends}`
          : "";
        return `was refused a call${number}${reason(context)}`;
      },
      "blocked_caller.added": ({ detail }) => `blocked calls from ${toOf(detail, "number")}`,
      "blocked_caller.removed": ({ detail }) => `unblocked calls from ${fromOf(detail, "number")}`,
      "call.supervised": ({ detail, whom }) => {
        const who = whom || "a colleague";
        const mode = textOf(detail, "mode");
        if (mode === "whisper") return `whispered to ${who} on a call`;
        if (mode === "barge") return `joined a call of ${who}`;
        return mode === "take_over" ? `took over a call of ${who}` : `listened to a call of ${who}`;
      },
      "call.room_listened": ({ whom }) => `listened to a call of ${whom || "a colleague"}`,
      "call.room_joined": ({ whom }) => `joined a call of ${whom || "a colleague"}`,
      "call.agent_listened": ({ detail }) =>
        `listened to a call of the voice agent ${textOf(detail, "agent") ?? ""}`.trim(),
      "call.listening_ended": ({ detail, whom }) => {
        const agent = textOf(detail, "agent");
        const call = agent ? `a call of the voice agent ${agent}` : "a call";
        return `stopped ${whom || "someone"} from listening to ${call}, as they no longer may`;
      },
      "caller.taken": () => "took a caller out of the queue",
      "call.contact_chosen": () => "chose which contact a call was with",
      "do_not_call.added": ({ detail }) =>
        `added ${toOf(detail, "number")} to the do-not-call list`,
      "do_not_call.changed": () => "changed the do-not-call list",
      "do_not_call.removed": ({ detail }) =>
        `removed ${toOf(detail, "number")} from the do-not-call list`,
      "message.refused": (context) => `couldn't send a message${reason(context)}`,
      "message_rule.added": () => "added an automatic reply to messages",
      "message_rule.changed": () => "changed an automatic reply to messages",
      "message_rule.removed": () => "deleted an automatic reply to messages",
      "template.added": ({ detail }) => `added the template ${toOf(detail, "name")}`,
      "template.changed": ({ detail }) =>
        `changed the template ${toOf(detail, "name") ?? fromOf(detail, "name") ?? ""}`.trim(),
      "template.removed": ({ detail }) => `deleted the template ${fromOf(detail, "name")}`,
      "note.removed": () => "deleted a note that somebody else wrote",
      "logged_call.removed": () => "deleted a call that somebody else had logged",
      "job.run_again": () => "ran a failed job again",
      "event.replayed": () => "retried a failed webhook",
      "call_audit.asked": () => "compared the call log with Twilio's",
      "call_audit.exported": () => "exported the comparison with Twilio",
    },
  },
  imports: {
    label: "Imports",
    actions: {
      "import.finished": ({ detail }) => `imported contacts from “${textOf(detail, "file") ?? ""}”`,
      "import.undone": ({ detail }) => `undid the import of “${textOf(detail, "file") ?? ""}”`,
    },
  },
  recordings: {
    label: "Recordings",
    actions: {
      "recording.listened": () => "listened to a recording",
      "recording.downloaded": () => "downloaded a recording",
      "recording.deleted": ({ detail }) =>
        textOf(detail, "reason") === "kept_long_enough"
          ? "deleted a recording past its retention period"
          : textOf(detail, "reason") === "message_deleted"
            ? "deleted a voicemail"
            : "deleted a recording",
      "voicemail.assigned": ({ detail }) => {
        const box = (name: string) =>
          textOf(detail, name) ? `${textOf(detail, name)}'s mailbox` : "the shared mailbox";
        return `moved a voicemail from ${box("from")} to ${box("to")}`;
      },
      "recording.deletion_failed": (context) => `couldn't delete a recording${reason(context)}`,
    },
  },
  exports: {
    label: "Exports",
    actions: {
      "audit_log.exported": () => "exported the activity log",
      "contact.exported": () => "exported contacts",
      "call_audit.exported": () => "exported the comparison with Twilio",
    },
  },
} satisfies Record<string, { label: string; actions: Record<string, Words> }>;

export type Kind = keyof typeof kinds;

/** What the log can be narrowed to, in the order of a menu. */
export const kindNames: [Kind, string][] = [
  ["sessions", kinds.sessions.label],
  ["people", kinds.people.label],
  ["settings", kinds.settings.label],
  ["calls", kinds.calls.label],
  ["imports", kinds.imports.label],
  ["recordings", kinds.recordings.label],
  ["exports", kinds.exports.label],
];

/** The actions of a kind, as the database has them. */
export function actionsOf(kind: Kind): string[] {
  return Object.keys(kinds[kind].actions);
}

const sentences = new Map<string, Words>(
  Object.values(kinds).flatMap(({ actions }) => Object.entries<Words>(actions)),
);

/**
 * What was done, to go on after the name of who did it: "made Rae Rep manager". An action without a
 * sentence is spelled out.
 */
export function whatWasDone(action: string, context: Context): string {
  const known = sentences.get(action);
  if (known) return known(context);
  const [subject = "", verb = ""] = action.split(".");
  return `${verb.replaceAll("_", " ")} ${subject.replaceAll("_", " ")}`;
}
