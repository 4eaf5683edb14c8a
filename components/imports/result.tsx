import { UndoImport } from "@/components/imports/undo-import";
import { Card } from "@/components/ui/card";
import { DownloadLink } from "@/components/ui/download-link";
import { Facts } from "@/components/ui/facts";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { atLeast, type Member } from "@/lib/auth/member";
import { type ContactImport, listKept } from "@/lib/imports/store";
import { downloadWords } from "@/lib/imports/words";

const count = (rows: number) => rows.toLocaleString("en-US");
const maxNamed = 20;

/** What came of an import, or of its undo. */
export async function Result({ member, job }: { member: Member; job: ContactImport }) {
  const isUndone = job.stage === "undone";
  const leftOut = job.skipped + job.failed;
  const mayUndo = job.created_by === member.user_id || atLeast(member, "manager");
  const kept = isUndone ? await listKept(member.db, member.tenant.id, job.id, maxNamed) : [];
  return (
    <div className="flex flex-col gap-6">
      {job.problem && <Notice tone="warn">{job.problem}</Notice>}
      <Card title={isUndone ? "Undone" : "Imported"}>
        <Facts
          items={[
            ...(isUndone
              ? [
                  { label: "Removed", value: count(job.removed) },
                  { label: "Restored", value: count(job.restored) },
                  { label: "Kept", value: count(job.kept) },
                ]
              : []),
            { label: "Added", value: count(job.created) },
            { label: "Updated", value: count(job.updated) },
            { label: "Skipped", value: count(job.skipped) },
            { label: "Errors", value: count(job.failed) },
            ...(job.without > 0
              ? [{ label: "Without an email of theirs", value: count(job.without) }]
              : []),
          ]}
        />
        <div className="mt-5 flex flex-wrap gap-2">
          <LinkButton variant="primary" href="/contacts?sort=-created">
            Show contacts
          </LinkButton>
          {leftOut + job.without > 0 && (
            <DownloadLink href={`/api/imports/${job.id}/left-out`} className="md:h-9">
              {downloadWords(leftOut, job.without)}
            </DownloadLink>
          )}
          {job.stage === "done" && mayUndo && job.created + job.updated > 0 && (
            <UndoImport id={job.id} />
          )}
          <LinkButton href="/contacts/import">Import another file</LinkButton>
        </div>
      </Card>
      {kept.length > 0 && (
        <Card
          title="Kept"
          description="Someone has changed or used these contacts since, so that stays."
        >
          <ul className="flex flex-col gap-1.5 text-sm">
            {kept.map(({ id, name }) => (
              <li key={id}>
                <Link href={`/contacts/${id}`} className="text-accent-text hover:underline">
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
