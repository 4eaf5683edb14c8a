import { clsx } from "clsx";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const looks = {
  info: { Icon: Info, className: "bg-accent-soft text-accent-text" },
  ok: { Icon: CircleCheck, className: "bg-ok-soft text-ok-text" },
  warn: { Icon: TriangleAlert, className: "bg-warn-soft text-warn-text" },
  danger: { Icon: CircleAlert, className: "bg-danger-soft text-danger-text" },
};

/** A message in the page. Failures are announced at once, the rest politely. */
export function Notice({
  tone = "info",
  title,
  children,
}: {
  tone?: keyof typeof looks;
  title?: string;
  children?: ReactNode;
}) {
  const { Icon, className } = looks[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={clsx("flex gap-2.5 rounded-lg px-3.5 py-3 text-sm", className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className={clsx("break-words", title && "mt-0.5")}>{children}</div>}
      </div>
    </div>
  );
}
