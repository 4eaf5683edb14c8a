/** What a notification's sentence and link are made of (`facts`), as the database wrote it. */
export type Facts = Partial<
  Record<
    "actor" | "name" | "title" | "what" | "contact_id" | "call_id" | "thread_id",
    string | null
  > &
    Record<"calls" | "count", number | null>
>;

/** `who` is the caller or the contact as people read them, "" for nobody. */
type Said = { subject: string; facts: Facts; who: string };
type Kind = {
  /** In the settings. */
  label: string;
  sentence: (said: Said) => string;
  href: (facts: Facts) => string;
};

const aboutContact = ({ contact_id }: Facts) => contact_id && `/contacts/${contact_id}`;
const aboutCall = ({ call_id }: Facts) => call_id && `/calls/${call_id}`;
const aboutThread = ({ thread_id }: Facts) => thread_id && `/messages/${thread_id}`;
const actorOf = ({ actor }: Facts) => actor ?? "Someone";
const ofWhom = (who: string) => (who ? `, ${who}` : "");

/**
 * What people are notified of. A kind is a line here, its icon
 * (components/notifications/kind-icon.ts) and what calls private.notify
 * (supabase/schemas/notifications).
 */
export const notificationKinds = {
  missed: {
    label: "Missed calls",
    sentence: ({ facts, who }) => missedWords(facts, who || "a private number"),
    href: (facts) => aboutContact(facts) || aboutCall(facts) || "/missed",
  },
  voicemail: {
    label: "Voicemail for you",
    sentence: ({ facts, who }) =>
      facts.actor
        ? `${facts.actor} gave you a voicemail from ${who || "a private number"}`
        : `${who || "A private number"} left you a voicemail`,
    href: () => "/voicemail",
  },
  shared_voicemail: {
    label: "Shared voicemail",
    sentence: ({ who }) => `${who || "A private number"} left a voicemail`,
    href: () => "/voicemail",
  },
  message: {
    label: "Messages for you",
    sentence: ({ facts, who }) => messageWords(facts, who),
    href: (facts) => aboutThread(facts) || "/messages",
  },
  shared_message: {
    label: "Messages to nobody yet",
    sentence: ({ facts, who }) => messageWords(facts, who),
    href: (facts) => aboutThread(facts) || "/messages",
  },
  assigned: {
    label: "Assigned to you",
    sentence: ({ subject, facts, who }) => `${actorOf(facts)} ${givenWords(subject, facts, who)}`,
    href: (facts) =>
      aboutThread(facts) || aboutContact(facts) || (facts.title ? "/tasks" : "/contacts"),
  },
  mentioned: {
    label: "Mentions",
    sentence: ({ facts, who }) =>
      `${actorOf(facts)} mentioned you in a note ${who ? `about ${who}` : "on a call"}`,
    href: (facts) => aboutContact(facts) || aboutCall(facts) || "/contacts",
  },
  invited: {
    label: "Asked into a call",
    sentence: ({ facts, who }) => `${actorOf(facts)} asked you ${intoWords(facts, who)}`,
    href: (facts) => aboutCall(facts) || "/calls",
  },
  due: {
    label: "Tasks due",
    sentence: ({ facts, who }) => `Task due: ${facts.title}${ofWhom(who)}`,
    href: (facts) => aboutContact(facts) || "/tasks",
  },
} satisfies Record<string, Kind>;

export type NotificationKind = keyof typeof notificationKinds;
export const kindNames = Object.keys(notificationKinds).filter(isKind);

function isKind(kind: string): kind is NotificationKind {
  return Object.hasOwn(notificationKinds, kind);
}

/** A kind that a newer version wrote is shown too. */
const unknown: Kind = {
  label: "Other",
  sentence: ({ who }) => `News${ofWhom(who)}`,
  href: (facts) => aboutContact(facts) || aboutCall(facts) || "/contacts",
};

export const kindOf = (kind: string): Kind => (isKind(kind) ? notificationKinds[kind] : unknown);

function missedWords({ what, calls }: Facts, who: string): string {
  const again = calls && calls > 1 ? ` (${calls >= 100 ? "100+" : calls} calls)` : "";
  if (what === "voicemail") return `${who} left a voicemail${again}`;
  if (what === "callback") return `${who} asked for a call back${again}`;
  return `Missed call from ${who}${again}`;
}

function messageWords({ count, title }: Facts, who: string): string {
  const from = who || "Someone";
  if (count && count > 1) return `${from} wrote ${count >= 100 ? "100+" : count} messages`;
  return title ? `${from}: ${title}` : `${from} sent a picture or file`;
}

function givenWords(subject: string, facts: Facts, who: string): string {
  if (subject === "tasks") return `gave you a task: ${facts.title}${ofWhom(who)}`;
  if (subject === "message_threads") return `gave you the conversation with ${who || "somebody"}`;
  return `assigned ${contactsWords(facts, who)} to you`;
}

function intoWords({ what }: Facts, who: string): string {
  return what === "meeting"
    ? "into a meeting"
    : `to join the call with ${who || "a private number"}`;
}

function contactsWords({ count }: Facts, who: string): string {
  return count && count > 1 ? `${count.toLocaleString("en")} contacts` : who || "a contact";
}
