import { ChevronRight } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import type { ListedRoute } from "@/lib/routing/edit/list";
import { followersOf } from "@/lib/routing/edit/use";

/** A company's routes, each with the numbers that follow it. */
export function RouteList({ routes }: { routes: ListedRoute[] }) {
  return (
    <ul aria-label="Routes" className="divide-y divide-line border-t border-line">
      {routes.map(({ id, name, numbers, isDefault, state }) => (
        <li key={id} className="relative flex items-center gap-3 px-5 py-3 hover:bg-sunken">
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Link
                href={`/settings/routing/${id}`}
                className="rounded-sm font-medium break-words text-ink after:absolute after:inset-0"
              >
                {name}
              </Link>
              {isDefault && <Badge>Default</Badge>}
              {state === "unpublished" && <Badge tone="warn">Not published</Badge>}
              {state === "changed" && <Badge tone="accent">Draft has changes</Badge>}
            </div>
            <p className="mt-0.5 text-[13px] text-muted tabular-nums">
              {followersOf(numbers, isDefault) ?? "No number follows it yet"}
            </p>
          </div>
          <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
        </li>
      ))}
    </ul>
  );
}
