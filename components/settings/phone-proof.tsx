import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { callMe, verifyPhone } from "@/lib/phones/actions";
import { type ProofState, triesLeftWords } from "@/lib/phones/decide";

const ended = {
  expired: "The last code has expired.",
  wrong: "Five wrong codes: the last one is void.",
  refused: "The last call could not be placed.",
};

/**
 * How someone proves that a phone, as they read it, is theirs: it is called, and they type the code
 * they hear.
 */
export function PhoneProof({ phone, state }: { phone: string; state: ProofState }) {
  switch (state.kind) {
    case "proven":
      return null;
    case "to_call":
      return (
        <Form action={callMe} label="Prove your phone">
          {state.why !== "new" && <Notice tone="warn">{ended[state.why]}</Notice>}
          <p className="text-sm text-ink">
            We call {phone} and say six digits; you type them here. Until then no call rings it.
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
          <Form action={verifyPhone} label="Prove your phone">
            <TextField
              label="Code"
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={12}
              className="[&_input]:max-w-40 [&_input]:font-mono [&_input]:tracking-widest"
              hint={`We are calling ${phone}. Pick up and type the six digits you hear; they are good for ten minutes. ${triesLeftWords(state.triesLeft)}`}
              required
            />
            <FormNotice />
            <SubmitButton className="self-start">Prove phone</SubmitButton>
          </Form>
          <Form action={callMe} label="Another call" className="flex flex-col gap-3">
            <FormNotice />
            <p className="text-[13px] text-muted">It did not ring, or you missed the code?</p>
            <SubmitButton variant="secondary" size="sm" className="self-start">
              Call me again
            </SubmitButton>
          </Form>
        </div>
      );
  }
}
