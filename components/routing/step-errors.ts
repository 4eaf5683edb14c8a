"use client";

import { useForm } from "@/components/ui/form-context";

/** What the last save said about a field of a step: `sound.text` is refused by its path. */
export function useStepError(id: string): (path: string) => string | undefined {
  const { state } = useForm();
  const fields = state.kind === "refused" ? state.fields : undefined;
  return (path) => fields?.[`draft.steps.${id}.${path}`];
}
