import type { Act, Input } from "@/lib/routing/turn";

/** What can be done at a turn, as a button says it. */
export function choicesAt(act: Act, keys: readonly string[], nameOf: (user: string) => string) {
  switch (act.kind) {
    case "gather":
      return [
        ...keys.map((key) => choice(`Press ${key}`, { kind: "digits", digits: key })),
        choice("Press nothing", { kind: "digits", digits: "" }),
      ];
    case "dial":
      return [
        ...act.user_ids.map((user) =>
          choice(`${nameOf(user)} answers`, { kind: "dialed", accepted: true }),
        ),
        choice("Nobody answers", { kind: "dialed", accepted: false }),
      ];
    case "forward":
      return [
        choice("Somebody answers", { kind: "dialed", accepted: true }),
        choice("Nobody answers", { kind: "dialed", accepted: false }),
      ];
    case "enqueue":
      if (!act.plays) {
        return [
          choice("Wait", { kind: "waited" }),
          choice("The queue is full", { kind: "left_queue", because: "full" }),
        ];
      }
      return [
        choice("Wait on", { kind: "waited" }),
        choice("Nobody gets free in time", { kind: "left_queue", because: "waited_too_long" }),
        ...(act.callback_key
          ? [choice(`Press ${act.callback_key}`, { kind: "left_queue", because: "callback" })]
          : []),
      ];
    case "record":
      return [choice("Leave a message", { kind: "recorded" })];
    case "stream": {
      const done = { kind: "agent_done", taken_by: null } as const;
      return [
        choice("Get what they want", { ...done, is_served: true, reason: "served" }),
        choice("Ask for a person", { ...done, is_served: false, reason: "asked for a person" }),
      ];
    }
    default:
      return [];
  }
}

const ordinals = ["first", "second", "third", "fourth"];

const choice = (label: string, input: Input) => ({ label, input });
export type Choice = ReturnType<typeof choice>;

/** What happens at a turn once everything is said. */
export function actWords(
  act: Act,
  nameOf: (user: string) => string,
  fileOf: (audio: string) => string,
): string {
  switch (act.kind) {
    case "gather":
      return `Waits ${act.timeout_seconds} seconds for a key.`;
    case "dial": {
      const names = new Intl.ListFormat("en").format(act.user_ids.map(nameOf));
      if (act.device !== undefined) {
        const which = ordinals[act.device] ?? "next";
        return `Rings the ${which} of ${names}'s phones for ${act.seconds} seconds.`;
      }
      return `Rings ${names} for ${act.seconds} seconds.`;
    }
    case "forward":
      return `Rings ${act.to} for ${act.seconds} seconds.`;
    case "record": {
      const whose =
        act.mailbox.kind === "shared"
          ? "the shared mailbox"
          : `${nameOf(act.mailbox.user_id)}'s mailbox`;
      return `Records a message of up to ${act.max_seconds} seconds for ${whose}.`;
    }
    case "enqueue":
      if (!act.plays) return "Joins the queue.";
      return act.music ? `Plays ${fileOf(act.music)}.` : "Plays music for 15 seconds.";
    case "stream":
      return "Talks with the voice agent.";
    case "reject":
      return "The call isn't answered: the caller hears a busy tone.";
    case "hang_up":
      return "The call ends.";
    default:
      return act satisfies never;
  }
}
