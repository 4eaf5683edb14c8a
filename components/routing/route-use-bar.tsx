import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { deleteRoute, makeDefault } from "@/lib/routing/actions";
import { beforeDeletion, followersOf, type RouteUse } from "@/lib/routing/edit/use";

/** Which calls follow a route; admins make it the default or delete it. */
export function RouteUseBar({
  id,
  name,
  use,
  isPublished,
  edits,
}: {
  id: string;
  name: string;
  use: RouteUse;
  isPublished: boolean;
  edits: boolean;
}) {
  const { isDefault, standard, numbers } = use;
  const followers = followersOf(numbers, isDefault);
  const first = beforeDeletion(use);
  return (
    <div className="-mt-5 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-muted">
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1">
        <p className="flex flex-wrap items-center gap-2">
          {isDefault && <Badge>Default</Badge>}
          <span>{followers ? `Followed by ${followers}.` : "No number follows it yet."}</span>
        </p>
        {edits && first && <p className="text-[13px]">{first}</p>}
      </div>
      {edits && (
        <div className="flex flex-wrap gap-2">
          {!isDefault && isPublished && (
            <ConfirmDialog
              trigger={<Button size="sm">Make default…</Button>}
              title={`Make “${name}” the default?`}
              description={`Calls to numbers without a route or a person will follow it${
                standard ? ` instead of “${standard.name}”` : ""
              }.`}
              confirmLabel="Make default"
              action={makeDefault}
              fields={{ id, seen: standard?.id ?? "" }}
            />
          )}
          {!first && (
            <ConfirmDialog
              trigger={
                <Button variant="ghost" size="sm">
                  Delete…
                </Button>
              }
              title={`Delete “${name}”?`}
              description="Calls that followed it keep their steps in the log. This can't be undone."
              confirmLabel="Delete route"
              danger
              action={deleteRoute}
              fields={{ id }}
            />
          )}
        </div>
      )}
    </div>
  );
}
