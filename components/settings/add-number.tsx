import { ForwardToField } from "@/components/settings/forward-to-field";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { Notice } from "@/components/ui/notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { AppError } from "@/lib/core/errors";
import { formatPhone } from "@/lib/core/phone";
import { addNumber } from "@/lib/numbers/actions";
import { comesHere } from "@/lib/numbers/decide";
import type { PersonToRing } from "@/lib/numbers/people";
import type { FollowableRoute } from "@/lib/numbers/routes";
import { wantedWebhooks } from "@/lib/numbers/webhooks";
import type { TwilioNumber } from "@/lib/twilio/numbers";

/** Chooses one of the account's numbers that is not `added` yet. */
export async function AddNumber({
  atTwilio,
  added,
  people,
  routes,
  country,
}: {
  atTwilio: Promise<TwilioNumber[] | AppError>;
  added: { number: string }[];
  people: PersonToRing[];
  routes: FollowableRoute[];
  country: string;
}) {
  const numbers = await atTwilio;
  if (numbers instanceof AppError) return <Notice tone="warn">{numbers.message}</Notice>;
  const left = numbers.filter(
    ({ voice, number }) => voice && !added.some((each) => each.number === number),
  );
  if (left.length === 0) {
    return (
      <p className="text-sm text-muted">
        {added.length > 0
          ? "All voice numbers in your Twilio account are already here. Buy another here, or in the Twilio console."
          : "Your Twilio account has no voice numbers yet. Buy one here, or in the Twilio console."}
      </p>
    );
  }
  const unanswered = left.filter(({ webhooks }) => comesHere(webhooks, wantedWebhooks()));
  return (
    <Form action={addNumber} label="Add a number">
      {unanswered.length > 0 && (
        <Notice tone="warn">
          Twilio sends calls to {listed(unanswered, country)} here, where nobody answers them. Add
          it, or change it in the Twilio console.
        </Notice>
      )}
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField label="Phone number" name="number" required>
          {left.length > 1 && <option value="">Choose…</option>}
          {left.map(({ number }) => (
            <option key={number} value={number}>
              {formatPhone(number, country)}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Name"
          name="name"
          maxLength={60}
          autoComplete="off"
          placeholder="Main line"
          hint="Your team's name for it. Optional."
        />
      </div>
      <ForwardToField people={people} routes={routes} chosen="" />
      <FormNotice />
      <SubmitButton className="self-start">Add number</SubmitButton>
    </Form>
  );
}

function listed(numbers: TwilioNumber[], country: string): string {
  return new Intl.ListFormat("en").format(
    numbers.map(({ number }) => formatPhone(number, country)),
  );
}
