import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatPhone } from "@/lib/core/phone";
import { finishStaleRelease, keepStaleNumber } from "@/lib/numbers/stale-actions";

/** Releases that were begun and never came to an end, to be finished or taken back. */
export function StaleReleases({ numbers, country }: { numbers: string[]; country: string }) {
  return (
    <Card
      title="Not released yet"
      description="Releasing was interrupted: Twilio may still charge for it, and nobody answers it here."
      flush
    >
      <ul aria-label="Not released yet" className="divide-y divide-line border-t border-line">
        {numbers.map((number) => (
          <li key={number} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-5 py-3">
            <span className="min-w-40 flex-1 font-medium tabular-nums">
              {formatPhone(number, country)}
            </span>
            <Form action={finishStaleRelease} className="flex flex-col items-start gap-2">
              <input type="hidden" name="number" value={number} />
              <SubmitButton variant="danger" size="sm">
                Release it now
              </SubmitButton>
              <FormNotice />
            </Form>
            <Form action={keepStaleNumber} className="flex flex-col items-start gap-2">
              <input type="hidden" name="number" value={number} />
              <SubmitButton variant="secondary" size="sm">
                Keep it
              </SubmitButton>
              <FormNotice />
            </Form>
          </li>
        ))}
      </ul>
    </Card>
  );
}
