import { clsx } from "clsx";
import { Link } from "@/components/ui/link";

/** A few ways to look at a list, of which one is chosen: links in one rounded row. */
export function FilterLinks({
  label,
  links,
}: {
  label: string;
  links: { href: string; label: string; current: boolean }[];
}) {
  return (
    <ul aria-label={label} className="flex w-fit rounded-lg border border-line bg-sunken p-0.5">
      {links.map(({ href, label, current }) => (
        <li key={href}>
          <Link
            href={href}
            prefetch={false}
            scroll={false}
            aria-current={current ? "true" : undefined}
            className={clsx(
              "flex h-10 items-center rounded-md px-3 text-[13px] font-medium whitespace-nowrap transition-colors md:h-7",
              current ? "bg-surface text-ink shadow-sm dark:bg-line" : "text-muted hover:text-ink",
            )}
          >
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
