import { type Detail, fromOf, textOf, toOf } from "@/lib/audit/detail";
import { settingsWords } from "@/lib/audit/settings";

/** What a sentence is made of. The name of who did it comes before it. */
export type Context = {
  detail: Detail;
  /** Name of the person it was done to, or their own when it was themselves. */
  whom: string;
  /** Name of the thing it was done to, such as a route's; empty where nobody knows it any more. */
  about: string;
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
      "invitation.resent": ({ whom }) =>
        `sent ${whom ? `the invitation of ${whom}` : "an invitation"} again`,
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
    actions: settingsWords,
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
      "blocked_caller.removed": ({ detail }) => `unblocked calls from ${toOf(detail, "number")}`,
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
      "template.changed": ({ detail, about }) =>
        `changed the template ${fromOf(detail, "name") ?? about}`.trim(),
      "template.removed": ({ detail }) => `deleted the template ${toOf(detail, "name")}`,
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
