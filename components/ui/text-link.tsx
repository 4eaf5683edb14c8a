import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { Link } from "@/components/ui/link";

/** A link within text. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      prefetch={false}
      {...rest}
      className={clsx(
        "rounded-sm font-medium text-accent-text underline-offset-4 hover:underline",
        className,
      )}
    />
  );
}
