import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { CallerId } from "@/lib/numbers/caller-id-store";
import type { PhoneNumber } from "@/lib/numbers/store";
import { nameOfNumber, numberChoice } from "@/lib/numbers/words";
import { chooseDefaultNumber } from "@/lib/profile/actions";

/** Which of the company's numbers (the oldest first) or caller IDs a person's calls show. */
export function DefaultNumberForm({
  numbers,
  callerIds,
  chosen,
  country,
}: {
  numbers: PhoneNumber[];
  /** Verified ones. */
  callerIds: CallerId[];
  chosen: string | null;
  country: string;
}) {
  const [oldest] = numbers;
  return (
    <Form action={chooseDefaultNumber} loaded={{ default_number_id: chosen }}>
      <SelectField
        label="Number you call from"
        name="default_number_id"
        defaultValue={
          [...numbers, ...callerIds].some(({ id }) => id === chosen) ? (chosen ?? "") : ""
        }
        className="max-w-sm"
        hint="People you've talked to see the number they know."
      >
        <option value="">
          {oldest ? `Company default: ${nameOfNumber(oldest, country)}` : ""}
        </option>
        {[...numbers, ...callerIds].map((number) => (
          <option key={number.id} value={number.id}>
            {numberChoice(number, country)}
          </option>
        ))}
      </SelectField>
      <FormNotice />
      <SubmitButton variant="secondary" className="self-start">
        Save number
      </SubmitButton>
    </Form>
  );
}
