import { Notice } from "@/components/ui/notice";
import type { ActionState } from "@/lib/auth/action";

/** What a form's action had to say: nothing before it ran, and nothing that a field says already. */
export function ActionNotice({ state }: { state: ActionState<unknown> }) {
  if (state.kind === "refused") {
    if (Object.values(state.fields ?? {}).includes(state.message)) return null;
    return <Notice tone="danger">{state.message}</Notice>;
  }
  if (state.kind === "done" && state.message) return <Notice tone="ok">{state.message}</Notice>;
  return null;
}
