import { clsx } from "clsx";
import type { ComponentProps } from "react";

export const iconButtonClass =
  "inline-flex size-11 shrink-0 items-center justify-center rounded-lg text-muted transition-colors hover:bg-sunken hover:text-ink disabled:cursor-not-allowed disabled:opacity-60 md:size-8 [&>svg]:size-4";

/** A button that is only an icon; `label` is its accessible name and its tooltip. */
export function IconButton({
  label,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & { label: string }) {
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      title={label}
      className={clsx(iconButtonClass, className)}
    />
  );
}
