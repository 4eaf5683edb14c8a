import { clsx } from "clsx";
import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "@/components/ui/button";
import { LinkPending } from "@/components/ui/link-pending";

/** A link that looks like a button. */
export function LinkButton({
  variant,
  size,
  className,
  children,
  ...rest
}: ComponentProps<typeof Link> & ButtonLook) {
  return (
    <Link
      prefetch={false}
      {...rest}
      className={clsx(buttonClass({ variant, size }), "relative", className)}
    >
      {children}
      <LinkPending className="absolute right-0.5 top-0.5 size-3!" />
    </Link>
  );
}
