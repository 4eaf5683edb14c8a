import { CircleAlert, CircleCheck } from "lucide-react";
import { Spinner } from "@/components/ui/spinner";

export type Step = { name: string; state: "running" | "ok" | "failed"; words: string };

/** What was checked of this computer, one line each. */
export function CheckSteps({ steps }: { steps: Step[] }) {
  return (
    <ul aria-live="polite" className="flex flex-col gap-1.5 text-sm empty:hidden">
      {steps.map(({ name, state, words }) => (
        <li key={name} className="flex items-start gap-2">
          <StepIcon state={state} />
          <span>
            <span className="font-medium text-ink">{name}:</span>{" "}
            <span className={state === "failed" ? "text-danger-text" : "text-muted"}>{words}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function StepIcon({ state }: Pick<Step, "state">) {
  if (state === "running") return <Spinner />;
  return state === "ok" ? (
    <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok-text" />
  ) : (
    <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger-text" />
  );
}
