import { ResumeImport } from "@/components/imports/resume-import";
import { StopImport } from "@/components/imports/stop-import";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import type { ContactImport } from "@/lib/imports/store";
import { hasStopped } from "@/lib/imports/words";

const count = (rows: number) => rows.toLocaleString("en-US");

/** An import, or its undo, while it runs; the page follows it live. */
export function Progress({ job }: { job: ContactImport }) {
  const { created, updated, skipped, failed, removed, restored, kept } = job;
  const isUndo = job.stage === "undoing";
  const total = isUndo ? created + updated : job.total;
  const done = isUndo ? removed + restored + kept : created + updated + skipped + failed;
  const stopped = hasStopped(job, new Date());
  const label = isUndo ? "Undoing the import" : "Importing";
  return (
    <Card>
      <div className="flex flex-col gap-4">
        <progress
          aria-label={label}
          max={Math.max(total, 1)}
          value={done}
          className="h-2 w-full accent-accent"
        />
        <p role="status" className="text-sm text-muted tabular-nums">
          {label}: {count(done)} of {count(total)} {isUndo ? "contacts" : "rows"}.
          {!stopped && " You can leave this page."}
        </p>
        {stopped && (
          <Notice tone="warn">
            This has stopped because of an error on our side. Nothing is lost: it goes on where it
            was.
          </Notice>
        )}
        <div className="flex flex-wrap gap-2">
          {stopped && <ResumeImport id={job.id} />}
          {!isUndo && <StopImport id={job.id} />}
        </div>
      </div>
    </Card>
  );
}
