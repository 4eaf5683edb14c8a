import { Archive, ArchiveRestore } from "lucide-react";
import { Form } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { archiveContact, restoreContact } from "@/lib/contacts/actions";
import { formatWhen } from "@/lib/core/time";

/** Takes a contact out of lists and searches. It can be restored, so nothing is asked. */
export function ArchiveButton({ id }: { id: string }) {
  return (
    <Form action={archiveContact} className="contents">
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="ghost" size="sm" className="self-start text-muted">
        <Archive aria-hidden className="size-4" />
        Archive contact
      </SubmitButton>
    </Form>
  );
}

/** Says that a contact is archived, with the way back. */
export function ArchivedNotice({
  id,
  since,
  timeZone,
}: {
  id: string;
  since: string;
  timeZone: string;
}) {
  return (
    <Notice tone="warn" title="This contact is archived">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span>Left out of lists and searches since {formatWhen(since, timeZone)}.</span>
        <Form action={restoreContact} className="contents">
          <input type="hidden" name="id" value={id} />
          <SubmitButton variant="secondary" size="sm">
            <ArchiveRestore aria-hidden className="size-4" />
            Restore
          </SubmitButton>
        </Form>
      </div>
    </Notice>
  );
}
