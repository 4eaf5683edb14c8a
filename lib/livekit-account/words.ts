import { AppError } from "@/lib/core/errors";
import { formatPhone } from "@/lib/core/phone";
import type { Difference, Plan } from "@/lib/livekit/setup/decide";
import type { sipRegions } from "@/lib/livekit-account/schema";
import type { LivekitSettings } from "@/lib/livekit-account/store";

export function nothingSaved(): AppError {
  return new AppError("conflict", "livekit_not_configured", "Save the LiveKit account first.");
}

type Conflict = Extract<Plan, { kind: "conflict" }>;

/** What stands in the way at LiveKit, and who can remove it. */
export function conflictSentence(conflict: Conflict): string {
  const { about, name } = conflict;
  const [what, remedy] =
    about === "rule"
      ? ["takes the calls of Ringbook's trunk", "Delete it in LiveKit"]
      : [`already takes calls to ${conflict.number}`, "Remove the number there"];
  const thing = about === "rule" ? "dispatch rule" : "trunk";
  return `The ${thing} “${name}” in this LiveKit project ${what}. ${remedy}, then set up again.`;
}

type MadeThere = { trunk_id: string | null; dispatch_rule_id: string | null };

/** What stays at LiveKit, after a subject: to be deleted by hand. */
export function leftSentence({ trunk_id, dispatch_rule_id }: MadeThere): string {
  const both = `the trunk ${trunk_id} and the dispatch rule ${dispatch_rule_id}`;
  return `didn't delete ${both}: delete them in LiveKit.`;
}

export function conflictOf(conflict: Conflict): AppError {
  return new AppError("conflict", `livekit_${conflict.about}_taken`, conflictSentence(conflict));
}

const listed = new Intl.ListFormat("en");

/**
 * How what stands at LiveKit differs from what is to stand there; `country` is the company's, for
 * how numbers are written.
 */
export function differenceSentence(difference: Difference, country: string): string {
  const list = (numbers: string[]) =>
    listed.format(numbers.map((each) => formatPhone(each, country)));
  switch (difference.kind) {
    case "trunk_missing":
      return "The trunk is gone at LiveKit: calls to the browser fail.";
    case "trunk_changed":
      return "The trunk was changed at LiveKit: its password, its headers or whom it lets in.";
    case "numbers": {
      const { missing, extra } = difference;
      const parts = [
        missing.length > 0 && `doesn't take calls to ${list(missing)} yet`,
        extra.length > 0 && `still takes calls to ${list(extra)}`,
      ].filter((part) => part !== false);
      return `The trunk ${parts.join(" and ")}.`;
    }
    case "rule_missing":
      return "The dispatch rule is gone at LiveKit: calls to the browser are refused.";
    case "rule_changed":
      return "The dispatch rule was changed at LiveKit.";
    case "doubles":
      return "The trunk or the dispatch rule stands twice at LiveKit.";
  }
}

export const transportNames: Record<LivekitSettings["transport"], string> = {
  tcp: "TCP",
  udp: "UDP",
  tls: "TLS",
};

export const regionNames: Record<(typeof sipRegions)[number], string> = {
  us1: "Virginia",
  us2: "Oregon",
  ie1: "Ireland",
  de1: "Frankfurt",
  sg1: "Singapore",
  jp1: "Tokyo",
  br1: "São Paulo",
  au1: "Sydney",
};
