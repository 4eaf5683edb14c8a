import { clsx } from "clsx";
import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "@/components/ui/button";

/** A link that looks like a button. */
export function LinkButton({
  variant,
  size,
  className,
  ...rest
}: ComponentProps<typeof Link> & ButtonLook) {
  return <Link {...rest} className={clsx(buttonClass({ variant, size }), className)} />;
}
