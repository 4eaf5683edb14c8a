"use client";

import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { claimMissed, releaseMissed, reopenMissed } from "@/lib/missed/actions";

const acts = {
  claim: { action: claimMissed, words: "Claim" },
  take_over: { action: claimMissed, words: "Take over" },
  release: { action: releaseMissed, words: "Release" },
  reopen: { action: reopenMissed, words: "Reopen" },
} as const;

export type Act = keyof typeof acts;

/** One thing to do with a line. `caller` is who it is about, for those who do not see the row. */
export function ClaimForm({
  act,
  id,
  claimedBy,
  caller,
}: {
  act: Act;
  id: string;
  claimedBy: string | null;
  caller: string;
}) {
  const { action, words } = acts[act];
  return (
    <Form action={action} className="relative z-10 flex flex-wrap items-center gap-2">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="claimed_by" value={claimedBy ?? ""} />
      <FormNotice />
      <SubmitButton variant="secondary" size="sm" aria-label={`${words} ${caller}`}>
        {words}
      </SubmitButton>
    </Form>
  );
}
