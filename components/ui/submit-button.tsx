"use client";

import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "@/components/ui/button";
import { useForm } from "@/components/ui/form-context";

/** The button of a form: busy while the form's action runs. */
export function SubmitButton({ variant = "primary", ...rest }: ComponentProps<typeof Button>) {
  const sending = useForm().pending;
  const { pending } = useFormStatus();
  return <Button {...rest} type="submit" variant={variant} pending={pending || sending} />;
}
