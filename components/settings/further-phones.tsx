import { PhoneVerification } from "@/components/settings/phone-verification";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { SwitchField } from "@/components/ui/switch-field";
import { TextField } from "@/components/ui/text-field";
import { formatPhone } from "@/lib/core/phone";
import { type Verification, verificationState } from "@/lib/phones/decide";
import type { FurtherPhone } from "@/lib/phones/further";
import {
  addPhone,
  changePhone,
  makeFirstPhone,
  removeFurtherPhone,
} from "@/lib/phones/further-actions";

const maxFurther = 2;

/** A person's phones besides the one that places their calls; `country` reads their numbers. */
export function FurtherPhones({
  phones,
  verification,
  country,
  hasNumber,
}: {
  phones: FurtherPhone[];
  /** The last call with a code, to any of their phones. */
  verification: Verification | null;
  country: string;
  /** The company has a number to call them from. */
  hasNumber: boolean;
}) {
  return (
    <Card
      title="Other phones"
      description="Calls to you ring them together with your first phone, or one after another, as you choose below: whichever you answer first has the call. They don't ring while the first is not verified. The first alone rings when you place a call, or listen to one."
    >
      <div className="flex flex-col gap-6">
        {phones.map((phone) => (
          <section
            key={phone.place}
            aria-label={formatPhone(phone.phone, country)}
            className="flex flex-col gap-4 border-b border-line pb-6 last:border-0 last:pb-0"
          >
            <OnePhone phone={phone} spoken={formatPhone(phone.phone, country)} />
            {!phone.verified_at && !hasNumber && (
              <Notice tone="info">
                It can be verified once your company has a phone number to call it from.
              </Notice>
            )}
            {!phone.verified_at && hasNumber && (
              <PhoneVerification
                phone={formatPhone(phone.phone, country)}
                number={phone.phone}
                state={verificationState(
                  { phone: phone.phone, verified: false },
                  verification,
                  new Date(),
                )}
              />
            )}
          </section>
        ))}
        <AddPhone full={phones.length >= maxFurther} />
      </div>
    </Card>
  );
}

function OnePhone({ phone, spoken }: { phone: FurtherPhone; spoken: string }) {
  const { place, name, rings, verified_at } = phone;
  const fields = { place: String(place) };
  return (
    <Form action={changePhone} label={`Settings of ${spoken}`}>
      <input type="hidden" name="place" value={place} />
      <p className="flex flex-wrap items-center gap-2 font-medium text-ink">
        {name ? `${name}: ${spoken}` : spoken}
        <Badge tone={verified_at ? "ok" : "warn"}>
          {verified_at ? "Verified" : "Not verified"}
        </Badge>
      </p>
      <TextField
        label="Phone name"
        name="called"
        defaultValue={name}
        maxLength={40}
        placeholder="Desk phone"
        autoComplete="off"
        className="max-w-sm"
      />
      <SwitchField
        label="Incoming calls ring this phone"
        name="rings"
        defaultChecked={rings}
        hint={verified_at ? undefined : "Once it is verified."}
      />
      <FormNotice />
      <div className="flex flex-wrap gap-2">
        <SubmitButton variant="secondary">Save</SubmitButton>
        {verified_at && (
          <ConfirmDialog
            trigger={<Button variant="ghost">Make it my first phone</Button>}
            title={`Make ${spoken} your first phone?`}
            description="Your calls are placed from it, and colleagues and transfers ring it. The phone that was first moves here."
            confirmLabel="Make it first"
            action={makeFirstPhone}
            fields={fields}
          />
        )}
        <ConfirmDialog
          trigger={<Button variant="ghost">Remove</Button>}
          title={`Remove ${spoken}?`}
          description="Calls don't ring it any more."
          confirmLabel="Remove phone"
          danger
          action={removeFurtherPhone}
          fields={fields}
        />
      </div>
    </Form>
  );
}

/** Also says what came of the last one that fits, where there is no room for another. */
function AddPhone({ full }: { full: boolean }) {
  return (
    <Form action={addPhone} label="Add a phone" resetOnDone>
      {!full && (
        <div className="grid gap-4 sm:max-w-xl sm:grid-cols-2">
          <TextField label="Another phone" name="phone" type="tel" maxLength={40} required />
          <TextField
            label="Phone name"
            name="called"
            maxLength={40}
            placeholder="Desk phone"
            autoComplete="off"
          />
        </div>
      )}
      <FormNotice />
      {!full && (
        <SubmitButton variant="secondary" className="self-start">
          Add phone
        </SubmitButton>
      )}
    </Form>
  );
}
