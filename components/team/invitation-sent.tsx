"use client";

import { useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { useForm } from "@/components/ui/form-context";
import { Notice } from "@/components/ui/notice";
import type { SentInvitation } from "@/lib/team/invite";

const words: Record<SentInvitation["mailed"], (email: string) => string> = {
  sent: (email) => `We emailed this link to ${email}. You can also send it yourself:`,
  off: (email) => `Send this link to ${email}:`,
  limited: (email) =>
    `We didn't email ${email}, because they got several invitations in the last day. Send them this link yourself:`,
  failed: (email) => `The email to ${email} couldn't be sent. Send them this link yourself:`,
};

const again: Record<SentInvitation["mailed"], string> = {
  sent: "We emailed a new link.",
  off: "Send them the new link.",
  limited:
    "They got several invitations in the last day, so we didn't email them. Send the new link:",
  failed: "The email couldn't be sent. Send them the new link:",
};

function isSent(result: unknown): result is SentInvitation {
  return typeof result === "object" && result !== null && "link" in result;
}

/** The link of the invitation just made. It is shown once: only its hash is kept. */
export function InvitationSent() {
  const { state } = useForm();
  if (state.kind !== "done" || !isSent(state.result)) return null;
  const { email, link, mailed } = state.result;
  return (
    <Notice
      tone={mailed === "failed" || mailed === "limited" ? "warn" : "ok"}
      title="Invitation ready"
    >
      <p>{words[mailed](email)}</p>
      <div className="mt-2 flex items-center gap-2">
        <input
          readOnly
          aria-label="Invitation link"
          value={link}
          onFocus={(event) => event.currentTarget.select()}
          className="h-10 min-w-0 flex-1 rounded-lg border border-line bg-surface px-2.5 font-mono text-xs text-ink md:h-8"
        />
        <CopyButton text={link} label="Copy link" />
      </div>
    </Notice>
  );
}

/** The new link of an invitation that was sent again, in its line of the list. */
export function InvitationResent() {
  const { state } = useForm();
  const [latest, setLatest] = useState<SentInvitation | null>(null);
  // A second click that is refused leaves it there: the link is shown nowhere else.
  if (state.kind === "done" && isSent(state.result) && state.result !== latest) {
    setLatest(state.result);
  }
  if (!latest) return null;
  const { link, mailed } = latest;
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 text-[13px] md:justify-end">
      <p className="whitespace-normal">{again[mailed]}</p>
      <CopyButton text={link} label="Copy new link" />
    </div>
  );
}
