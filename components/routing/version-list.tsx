import { clsx } from "clsx";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Pager } from "@/components/ui/pager";
import type { ListedVersion } from "@/lib/routing/edit/history";

/** What was published of a route or a voice agent: when, and by whom. */
export function VersionList({
  page,
  versions,
  older,
  shown,
}: {
  /** The address of the history. */
  page: string;
  versions: ListedVersion[];
  older: string | undefined;
  shown: string | undefined;
}) {
  if (versions.length === 0) {
    return <p className="text-sm text-muted">Nothing is published yet.</p>;
  }
  return (
    <div>
      <ol
        aria-label="Versions"
        className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface"
      >
        {versions.map((version) => (
          <li key={version.id}>
            <Link
              href={`${page}?version=${version.id}`}
              aria-current={version.id === shown ? "true" : undefined}
              className={clsx(
                "flex flex-col px-4 py-3 text-sm -outline-offset-2 hover:bg-sunken",
                version.id === shown && "bg-accent-soft",
              )}
            >
              <span className="flex flex-wrap items-center gap-2 font-medium text-ink">
                {version.when}
                {version.isNewest && <Badge tone="ok">Answers calls</Badge>}
              </span>
              <span className="text-[13px] text-muted">{version.by}</span>
            </Link>
          </li>
        ))}
      </ol>
      <Pager
        label="Pages of versions"
        next={
          older === undefined
            ? undefined
            : { href: `${page}?before=${encodeURIComponent(older)}`, label: "Older" }
        }
      />
    </div>
  );
}
