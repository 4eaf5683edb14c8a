import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Member } from "@/lib/auth/member";
import { formatPhone } from "@/lib/core/phone";
import { verifyCallerId } from "@/lib/numbers/caller-id-actions";
import type { CallerId } from "@/lib/numbers/caller-id-store";
import { listUnusedCallerIds } from "@/lib/numbers/caller-ids";

/** Caller IDs that the Twilio account has already, to be used here too. */
export async function UnusedCallerIds({ member, used }: { member: Member; used: CallerId[] }) {
  const found = await listUnusedCallerIds(member, used);
  if (found.length === 0) return null;
  const spoken = (number: string) => formatPhone(number, member.tenant.country_code);
  return (
    <div className="border-t border-line px-5 py-4">
      <h3 className="text-sm font-medium text-ink">Also verified in your Twilio account</h3>
      <ul aria-label="In the Twilio account" className="mt-2 flex flex-col gap-2">
        {found.map(({ sid, number, name }) => (
          <li key={sid} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-40 flex-1 break-words text-muted tabular-nums">
              {[spoken(number), name !== number && name].filter(Boolean).join(" · ")}
            </span>
            <Form action={verifyCallerId} className="flex flex-col items-start gap-2">
              <input type="hidden" name="number" value={number} />
              {name !== number && <input type="hidden" name="name" value={name.slice(0, 60)} />}
              <SubmitButton variant="secondary" size="sm" aria-label={`Use ${spoken(number)}`}>
                Use
              </SubmitButton>
              <FormNotice />
            </Form>
          </li>
        ))}
      </ul>
    </div>
  );
}
