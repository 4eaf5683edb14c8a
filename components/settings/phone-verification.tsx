import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { callMe, verifyPhone } from "@/lib/phones/actions";
import { triesLeftWords, type VerificationState } from "@/lib/phones/decide";

const ended = {
  expired: "The last code has expired.",
  wrong: "Too many wrong codes. Get a new one.",
  refused: "The last call couldn't be placed.",
};

/** While they listen to the code, they type it. */
const focused = { autoFocus: true };

/**
 * How someone verifies that a phone is theirs: it is called, and they enter the code they hear.
 * `phone` is the number as people read it, `number` (E.164) that of a further phone.
 */
export function PhoneVerification({
  phone,
  number,
  state,
}: {
  phone: string;
  number?: string;
  state: VerificationState;
}) {
  const which = number && <input type="hidden" name="number" value={number} />;
  const label = number ? `Verify ${phone}` : "Verify your phone";
  switch (state.kind) {
    case "verified":
      return null;
    case "to_call":
      return (
        <Form action={callMe} label={label}>
          {which}
          {state.why !== "new" && <Notice tone="warn">{ended[state.why]}</Notice>}
          <p className="text-sm text-ink">
            We'll call {phone} and read you a six-digit code. Your calls ring there once you have
            entered it.
          </p>
          <FormNotice />
          <SubmitButton className="self-start">
            {state.why === "new" ? "Call me with a code" : "Call me again"}
          </SubmitButton>
        </Form>
      );
    case "to_type":
      return (
        <div className="flex flex-col gap-4">
          <Form action={verifyPhone} label={label}>
            {which}
            <TextField
              label="Code"
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={12}
              className="[&_input]:max-w-40 [&_input]:font-mono [&_input]:tracking-widest"
              hint={`We're calling ${phone}. Pick up and enter the six digits you hear within ten minutes. ${triesLeftWords(state.triesLeft)}`}
              required
              {...focused}
            />
            <FormNotice />
            <SubmitButton className="self-start">Verify phone</SubmitButton>
          </Form>
          <Form
            action={callMe}
            label={number ? `Another call to ${phone}` : "Another call"}
            className="flex flex-col gap-3"
          >
            {which}
            <FormNotice />
            <p className="text-[13px] text-muted">Didn't get the call?</p>
            <SubmitButton variant="secondary" size="sm" className="self-start">
              Call me again
            </SubmitButton>
          </Form>
        </div>
      );
  }
}
