import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import { chooseColumns } from "@/lib/imports/actions";
import { asTyped } from "@/lib/imports/as-typed";
import { fold } from "@/lib/imports/fold";
import type { ContactImport } from "@/lib/imports/store";
import type { Target } from "@/lib/imports/targets";
import { notImported } from "@/lib/imports/words";

const shownSamples = 3;

/** Each column of the file with what is in it, and where it goes. */
export function ColumnsForm({
  job,
  samples,
  targets,
}: {
  job: ContactImport;
  samples: string[][];
  targets: readonly Pick<Target, "key" | "label">[];
}) {
  return (
    <Form action={chooseColumns} label="Columns" className="flex flex-col">
      <input type="hidden" name="id" value={job.id} />
      <Table label="Columns of the file" fixed>
        <TableHead>
          <HeadCell className="lg:w-[28%]">Column</HeadCell>
          <HeadCell className="lg:w-[36%]">First rows</HeadCell>
          <HeadCell>Import as</HeadCell>
        </TableHead>
        <TableBody>
          {columnsOf(job, samples).map(({ name, title, cells, target }) => (
            <Row key={name}>
              <Cell className="font-medium break-words text-ink">{title}</Cell>
              <Cell className="text-muted max-md:empty:hidden">
                {cells && <span className="line-clamp-3 whitespace-pre-line">{cells}</span>}
              </Cell>
              <Cell className="md:py-2">
                <SelectField
                  label={`Import ${title} as`}
                  hideLabel
                  name={name}
                  defaultValue={target ?? ""}
                >
                  <option value="">Don't import</option>
                  {targets.map(({ key, label }) => (
                    <option key={key} value={key}>
                      {label}
                    </option>
                  ))}
                </SelectField>
                {!target && notImported[fold(title)] && (
                  <p className="mt-1 text-[13px] text-muted">{notImported[fold(title)]}</p>
                )}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      <div className="flex flex-col gap-4 border-t border-line p-5">
        <FormNotice />
        <SubmitButton className="self-start">Preview</SubmitButton>
      </div>
    </Form>
  );
}

function columnsOf({ header, settings }: ContactImport, samples: string[][]) {
  return header.map((cell, index) => ({
    name: `column.${index}`,
    title: cell.trim().slice(0, 100) || `Column ${index + 1}`,
    cells: samples
      .map((row) =>
        asTyped(row[index] ?? "")
          .trim()
          .slice(0, 100),
      )
      .filter((text) => text !== "")
      .slice(0, shownSamples)
      .join("\n"),
    target: settings.columns?.[index],
  }));
}
