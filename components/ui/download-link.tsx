import { clsx } from "clsx";
import { Download } from "lucide-react";
import { buttonClass } from "@/components/ui/button";

/** A link, drawn as a button, to a file that the app makes. */
export function DownloadLink({
  href,
  children,
  className,
}: {
  href: string;
  children: string;
  className?: string;
}) {
  return (
    <a href={href} download className={clsx(buttonClass({ size: "sm" }), className)}>
      <Download aria-hidden className="size-4" />
      {children}
    </a>
  );
}
