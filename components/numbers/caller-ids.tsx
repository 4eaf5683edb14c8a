import { Suspense } from "react";
import { CallerIdActions } from "@/components/numbers/caller-id-actions";
import { UnusedCallerIds } from "@/components/numbers/unused-caller-ids";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { Member } from "@/lib/auth/member";
import { formatPhone } from "@/lib/core/phone";
import { verifyCallerId } from "@/lib/numbers/caller-id-actions";
import type { CallerId } from "@/lib/numbers/caller-id-store";
import { nameOfNumber } from "@/lib/numbers/words";

/** Numbers elsewhere that calls may show, once a code was typed there. */
export function CallerIds({ member, callerIds }: { member: Member; callerIds: CallerId[] }) {
  const country = member.tenant.country_code;
  return (
    <Card
      title="Verified caller IDs"
      description="Numbers you have elsewhere, such as a landline, that calls may show. Twilio calls the number once and asks for a code. Nothing is answered or texted on them here."
      flush
    >
      {callerIds.length > 0 && (
        <ul aria-label="Caller IDs" className="divide-y divide-line border-t border-line">
          {callerIds.map((each) => (
            <li key={each.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-5 py-3">
              <div className="min-w-40 flex-1">
                <p className="flex flex-wrap items-center gap-2 font-medium break-words tabular-nums">
                  {nameOfNumber(each, country)}
                  {each.verified_at ? (
                    <Badge tone="ok">Verified</Badge>
                  ) : (
                    <Badge tone="warn">Waiting for the code</Badge>
                  )}
                </p>
                {each.name && (
                  <p className="text-[13px] text-muted tabular-nums">
                    {formatPhone(each.number, country)}
                  </p>
                )}
              </div>
              <CallerIdActions callerId={each} spoken={formatPhone(each.number, country)} />
            </li>
          ))}
        </ul>
      )}
      <div className="border-t border-line px-5 py-4">
        <Form action={verifyCallerId} label="New caller ID" className="flex flex-col gap-4">
          <div className="grid items-start gap-5 sm:grid-cols-2">
            <TextField
              label="Number"
              name="number"
              type="tel"
              maxLength={40}
              autoComplete="off"
              required
              hint="Somebody has to answer it now."
            />
            <TextField
              label="Name"
              name="name"
              maxLength={60}
              autoComplete="off"
              placeholder="Front desk"
              hint="Your team's name for it. Optional."
            />
          </div>
          <FormNotice />
          <SubmitButton className="self-start">Call it with a code</SubmitButton>
        </Form>
      </div>
      <Suspense>
        <UnusedCallerIds member={member} used={callerIds} />
      </Suspense>
    </Card>
  );
}
