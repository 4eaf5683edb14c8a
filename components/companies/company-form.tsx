"use client";

import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { LinkButton } from "@/components/ui/link-button";
import { OnceId } from "@/components/ui/once-id";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import type { ActionState } from "@/lib/auth/form-state";

type FormCompany = { id: string; name: string; phone: string; website: string; address: string };

/** A company to add or to edit; `phone` as people read it, `loaded` as for `Form`. */
export function CompanyForm({
  action,
  company,
  loaded,
  submitLabel,
  cancelHref,
}: {
  action: (previous: ActionState, form: FormData) => Promise<ActionState>;
  company: FormCompany;
  loaded: Record<string, unknown>;
  submitLabel: string;
  cancelHref: string;
}) {
  return (
    <Form action={action} loaded={loaded}>
      <OnceId id={company.id} />
      <TextField
        label="Name"
        name="name"
        required
        maxLength={120}
        autoComplete="off"
        defaultValue={company.name}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label="Main number"
          name="phone"
          type="tel"
          autoComplete="off"
          defaultValue={company.phone}
        />
        <TextField
          label="Website"
          name="website"
          inputMode="url"
          maxLength={200}
          autoComplete="off"
          defaultValue={company.website}
        />
      </div>
      <TextareaField
        label="Address"
        name="address"
        maxLength={500}
        defaultValue={company.address}
      />
      <FormNotice />
      <div className="flex gap-2">
        <SubmitButton>{submitLabel}</SubmitButton>
        <LinkButton href={cancelHref}>Cancel</LinkButton>
      </div>
    </Form>
  );
}
