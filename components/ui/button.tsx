import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { Spinner } from "@/components/ui/spinner";

export type ButtonLook = {
  variant?: "primary" | "secondary" | "ghost" | "danger";
  size?: "sm" | "md";
};

const variants = {
  primary: "bg-accent text-accent-ink hover:bg-accent-hover",
  secondary: "border border-line bg-surface text-ink hover:bg-sunken",
  ghost: "text-muted hover:bg-sunken hover:text-ink",
  danger: "bg-danger text-white hover:bg-danger-hover",
};

const sizes = {
  sm: "h-10 px-3 text-sm md:h-8 md:px-2.5",
  md: "h-11 px-4 text-sm md:h-9 md:px-3.5",
};

/** The classes of a button, for buttons and links that look alike. */
export function buttonClass({ variant = "secondary", size = "md" }: ButtonLook): string {
  return clsx(
    "inline-flex shrink-0 items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap select-none",
    "transition-colors disabled:cursor-not-allowed disabled:opacity-60",
    variants[variant],
    sizes[size],
  );
}

/** A button; `pending` shows a spinner in place of its icon and refuses further clicks. */
export function Button({
  variant,
  size,
  pending = false,
  className,
  children,
  type = "button",
  disabled,
  ...rest
}: ComponentProps<"button"> & ButtonLook & { pending?: boolean }) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      className={clsx(
        buttonClass({ variant, size }),
        pending && "[&>svg:not(:first-child)]:hidden",
        className,
      )}
    >
      {pending && <Spinner />}
      {children}
    </button>
  );
}
