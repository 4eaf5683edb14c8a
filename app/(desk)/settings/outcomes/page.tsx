import type { Metadata } from "next";
import { OutcomeFields } from "@/components/outcomes/outcome-fields";
import { ArchivedOutcomes, OutcomeList } from "@/components/outcomes/outcome-list";
import { AdminsOnly } from "@/components/settings/admins-only";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { atLeast, requireMember } from "@/lib/auth/member";
import { addOutcome } from "@/lib/dispositions/actions";
import { listDispositions } from "@/lib/dispositions/store";
import { listStages } from "@/lib/stages/store";

export const metadata: Metadata = { title: "Outcomes" };

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9];

export default async function OutcomesPage() {
  const member = await requireMember();
  const edits = atLeast(member, "admin");
  const [all, stages] = await Promise.all([
    listDispositions(member.db, member.tenant.id, { archived: edits }),
    edits ? listStages(member.db, member.tenant.id) : [],
  ]);
  const outcomes = all.filter(({ archived_at }) => archived_at === null);
  const archived = all.filter(({ archived_at }) => archived_at !== null);
  const free = digits.filter((digit) => outcomes.every(({ key }) => key !== digit));
  return (
    <div className="flex flex-col gap-6">
      <Card
        title="Outcomes"
        description="What your team can say came of a call, by one click or key in the call bar."
        flush
      >
        <div className="border-t border-line">
          <OutcomeList outcomes={outcomes} stages={stages} edits={edits} />
        </div>
      </Card>
      {edits ? (
        <Card title="Add an outcome">
          <Form action={addOutcome} resetOnDone label="Add an outcome">
            <OutcomeFields keys={free} stages={stages} />
            <FormNotice />
            <SubmitButton className="self-start">Add outcome</SubmitButton>
          </Form>
        </Card>
      ) : (
        <AdminsOnly member={member} title="Outcomes are set by admins" />
      )}
      {archived.length > 0 && (
        <Card title="Archived" description="Calls that have one of these keep it." flush>
          <div className="border-t border-line">
            <ArchivedOutcomes outcomes={archived} />
          </div>
        </Card>
      )}
    </div>
  );
}
