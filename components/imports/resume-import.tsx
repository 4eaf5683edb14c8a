"use client";

import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { resumeImport } from "@/lib/imports/actions";

export function ResumeImport({ id }: { id: string }) {
  return (
    <Form action={resumeImport}>
      <input type="hidden" name="id" value={id} />
      <FormNotice />
      <SubmitButton>Go on</SubmitButton>
    </Form>
  );
}
