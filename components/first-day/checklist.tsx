import { X } from "lucide-react";
import { ChecklistStep } from "@/components/first-day/checklist-step";
import { Form } from "@/components/ui/form";
import { IconButton } from "@/components/ui/icon-button";
import type { Member } from "@/lib/auth/member";
import { dismissChecklist } from "@/lib/first-day/actions";
import { stepsOf } from "@/lib/first-day/decide";
import type { FirstDay } from "@/lib/first-day/schema";

/** What a newcomer does first, step by step; nothing when it is done or was dismissed. */
export function Checklist({ member, state }: { member: Member; state: FirstDay | null }) {
  const steps = state ? stepsOf(member, state) : [];
  if (steps.length === 0) return null;
  const next = steps.find(({ done }) => !done);
  const done = steps.filter((step) => step.done).length;
  return (
    <section
      aria-labelledby="first-day"
      className="mb-6 rounded-xl border border-line bg-surface p-2 pt-3"
    >
      <header className="flex items-center gap-3 pr-1 pb-1 pl-3">
        <h2 id="first-day" className="text-[15px] font-semibold text-ink">
          Get started
        </h2>
        <p className="text-sm text-muted">
          {done} of {steps.length} done
        </p>
        <Form action={dismissChecklist} label="Dismiss the checklist" className="ml-auto flex">
          <IconButton type="submit" label="Dismiss">
            <X aria-hidden />
          </IconButton>
        </Form>
      </header>
      <ol
        className={steps.length > 2 ? "grid md:grid-cols-2 xl:grid-cols-3" : "grid md:grid-cols-2"}
      >
        {steps.map((step) => (
          <ChecklistStep key={step.label} step={step} isNext={step === next} />
        ))}
      </ol>
    </section>
  );
}
