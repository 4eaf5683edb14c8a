import { ColumnsForm } from "@/components/imports/columns-form";
import { PreviewTable } from "@/components/imports/preview-table";
import { ReadingForm } from "@/components/imports/reading-form";
import { StartForm } from "@/components/imports/start-form";
import { StopImport } from "@/components/imports/stop-import";
import { Card } from "@/components/ui/card";
import { FilterLinks } from "@/components/ui/filter-links";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import type { Member } from "@/lib/auth/member";
import { listContactFields } from "@/lib/contact-fields/store";
import { checkImport, previewImport, sampleRows } from "@/lib/imports/preview";
import { Duplicates } from "@/lib/imports/schema";
import type { ContactImport } from "@/lib/imports/store";
import { targetsFor } from "@/lib/imports/targets";
import { duplicateLabels } from "@/lib/imports/words";
import { listColleagues } from "@/lib/team/store";

/** The second step: where each column goes. */
export async function ColumnsStep({ member, job }: { member: Member; job: ContactImport }) {
  const [rows, fields] = await Promise.all([
    sampleRows(member, job),
    listContactFields(member.db, member.tenant.id),
  ]);
  const samples = rows.map(({ cells }) => cells);
  const { encoding, separator, has_header } = job.settings;
  const isGarbled = [...job.header, ...samples.flat()].some((cell) => cell.includes("\ufffd"));
  return (
    <div className="flex flex-col gap-6">
      {isGarbled && (
        <Notice tone="warn">
          Some letters can't be read with this encoding. Choose another one below.
        </Notice>
      )}
      <Card
        title="Columns"
        description="Check what each column is imported as. It's remembered for the next file with the same columns."
        flush
      >
        <ColumnsForm
          key={`${encoding}${separator}${has_header}`}
          job={job}
          samples={samples}
          targets={targetsFor(fields)}
        />
      </Card>
      <Card
        title="How the file is read"
        description="Change this if names or columns above look wrong."
      >
        <ReadingForm id={job.id} settings={job.settings} />
      </Card>
      <StopImport id={job.id} isDraft />
    </div>
  );
}

/** The third step: what will come of it. */
export async function PreviewStep({
  member,
  job,
  duplicates,
}: {
  member: Member;
  job: ContactImport;
  duplicates: Duplicates;
}) {
  const [rows, checked, people] = await Promise.all([
    previewImport(member, job, duplicates),
    checkImport(member, job),
    listColleagues(member.db, member.tenant.id),
  ]);
  const here = `/contacts/import/${job.id}`;
  return (
    <div className="flex flex-col gap-6">
      <Card
        title="Existing contacts"
        description="A row is about an existing contact when one of its numbers or its email is there already."
      >
        <FilterLinks
          label="Rows of existing contacts"
          links={Duplicates.options.map((option) => ({
            href: `${here}?step=preview&duplicates=${option}`,
            label: duplicateLabels[option].label,
            current: option === duplicates,
          }))}
        />
        <p className="mt-2 mb-5 text-[13px] text-muted">{duplicateLabels[duplicates].hint}</p>
        <StartForm job={job} duplicates={duplicates} people={people} checked={checked} />
      </Card>
      <Card title="Preview" description="The first rows, as they will be." flush>
        <div className="border-t border-line">
          <PreviewTable rows={rows} country={member.tenant.country_code} />
        </div>
      </Card>
      <p className="text-sm">
        <Link href={here} className="font-medium text-accent-text hover:underline">
          Back to the columns
        </Link>
      </p>
    </div>
  );
}
