import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { removePhone, savePhone } from "@/lib/profile/actions";

/**
 * The phone a person talks from, as they read it and as it is `stored` (E.164); null while there is
 * none.
 */
export function PersonalPhoneForm({
  phone,
  stored,
  hasOthers,
}: {
  phone: string | null;
  stored: string | null;
  /** Calls may ring other phones of theirs. */
  hasOthers: boolean;
}) {
  return (
    <Form action={savePhone} loaded={{ phone: stored }}>
      {!phone && (
        <Notice tone="warn">
          {hasOthers
            ? "You can't place calls without a first phone. Add one here, or make a verified one below your first."
            : "You can't make or take calls without a phone. Add yours here."}
        </Notice>
      )}
      <TextField
        label="Personal phone"
        name="phone"
        type="tel"
        autoComplete="tel"
        defaultValue={phone ?? ""}
        maxLength={40}
        className="max-w-sm"
        hint="Only you, your managers and your admins can see it. Customers see the company's number."
        required
      />
      <FormNotice />
      <div className="flex gap-2">
        <SubmitButton variant={phone ? "secondary" : "primary"}>Save phone</SubmitButton>
        {phone && (
          <ConfirmDialog
            trigger={<Button variant="ghost">Remove</Button>}
            title="Remove your phone?"
            description={
              hasOthers
                ? "Until you add one again you can't place calls, and your other phones don't ring."
                : "You can't make or take calls until you add one again."
            }
            confirmLabel="Remove phone"
            danger
            action={removePhone}
          />
        )}
      </div>
    </Form>
  );
}
