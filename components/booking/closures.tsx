import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { Helper } from "@/lib/booking/facts";
import { closeOn, openAgain } from "@/lib/booking/settings-actions";
import type { Closure } from "@/lib/booking/settings-store";
import { formatDay } from "@/lib/core/time";

/** Days on which no bookings are taken; admins add and remove them. */
export function Closures({
  closures,
  staff,
  edits,
}: {
  closures: Closure[];
  staff: Helper[];
  edits: boolean;
}) {
  return (
    <Card
      title="Closed days"
      description="Holidays and time off. What is booked already stays."
      flush
    >
      <div className="border-t border-line">
        {closures.length === 0 ? (
          <p className="px-5 py-4 text-muted">No closed days ahead.</p>
        ) : (
          <ul aria-label="Closed days" className="divide-y divide-line">
            {closures.map((closure) => (
              <li key={closure.id} className="flex flex-wrap items-center gap-x-3 px-5 py-2.5">
                <span className="min-w-40 flex-1 break-words">
                  <span className="font-medium text-ink">{closure.name}</span>
                  <span className="block text-[13px] text-muted">
                    {daysWords(closure)} · {closure.staff?.name ?? "Everybody"}
                  </span>
                </span>
                {edits && (
                  <Form action={openAgain} className="contents">
                    <input type="hidden" name="id" value={closure.id} />
                    <SubmitButton variant="ghost" size="sm" aria-label={`Remove ${closure.name}`}>
                      Remove
                    </SubmitButton>
                  </Form>
                )}
              </li>
            ))}
          </ul>
        )}
        {edits && (
          <Form
            action={closeOn}
            resetOnDone
            label="Add closed days"
            className="flex flex-col gap-4 border-t border-line px-5 py-4"
          >
            <div className="grid items-start gap-4 sm:grid-cols-2">
              <TextField label="Name" name="name" maxLength={80} autoComplete="off" required />
              <SelectField label="Who is away" name="staff_id" defaultValue="">
                <option value="">Everybody</option>
                {staff.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </SelectField>
              <TextField label="First day" name="first_day" type="date" required />
              <TextField label="Last day (optional)" name="last_day" type="date" />
            </div>
            <FormNotice />
            <SubmitButton variant="secondary" className="self-start">
              Add
            </SubmitButton>
          </Form>
        )}
      </div>
    </Card>
  );
}

function daysWords({ first_day: first, last_day: last }: Closure): string {
  return first === last ? formatDay(first) : `${formatDay(first)} – ${formatDay(last)}`;
}
