import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

/** What Twilio said, folded away until someone wants to know. */
export function TechnicalDetails({
  about,
  children,
}: {
  /** Of a colleague's call, reps see times and price only. */
  about: "all" | "times";
  children: ReactNode;
}) {
  return (
    <details className="group/technical overflow-hidden rounded-xl border border-line bg-surface">
      <summary className="flex min-h-12 items-center gap-2 px-5 py-3 -outline-offset-2 select-none hover:bg-sunken/60 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-muted transition-transform group-open/technical:rotate-90"
        />
        <span className="text-[15px] font-semibold text-ink">Technical details</span>
        <span className="text-[13px] text-muted max-sm:hidden">
          {about === "all" ? "Times, price, phones and webhooks" : "Times and price"}, as Twilio
          reported them
        </span>
      </summary>
      {children}
    </details>
  );
}

/** A part of the technical details, with its heading. */
export function TechnicalPart({
  title,
  description,
  flush = false,
  children,
}: {
  title: string;
  description?: string;
  flush?: boolean;
  children: ReactNode;
}) {
  return (
    <section className="border-t border-line">
      <header className="px-5 pt-4 pb-3">
        <h2 className="text-sm font-semibold text-ink">{title}</h2>
        {description && <p className="text-[13px] text-muted">{description}</p>}
      </header>
      <div className={flush ? "border-t border-line" : "px-5 pb-5"}>{children}</div>
    </section>
  );
}
