import "server-only";
import type { Member } from "@/lib/auth/member";
import { listContactFields } from "@/lib/contact-fields/store";
import { readRow } from "@/lib/imports/decide";
import { firstRows } from "@/lib/imports/file";
import { type Previewed, previewRows } from "@/lib/imports/machine";
import type { FileRow } from "@/lib/imports/parse";
import { readingOf } from "@/lib/imports/reading";
import { inRounds } from "@/lib/imports/rounds";
import { type Duplicates, Settings } from "@/lib/imports/schema";
import type { ContactImport } from "@/lib/imports/store";
import type { Checked } from "@/lib/imports/words";
import { listStages } from "@/lib/stages/store";
import { listColleagues } from "@/lib/team/store";

const previewed = 20;
const checkedRows = 2_000;

/** The first rows of an import's file behind its header; none when they cannot be read so. */
export async function sampleRows(
  { tenant }: Member,
  { id, settings }: ContactImport,
  size = previewed,
): Promise<FileRow[]> {
  const { encoding, separator, has_header } = settings;
  if (!encoding || !separator) return [];
  const first = has_header ? 1 : 0;
  const how = { encoding, separator };
  const rows = await firstRows({ tenant_id: tenant.id, id }, how, size + first);
  return rows.slice(first);
}

export type PreviewRow = Previewed & {
  cells: string[];
  /** The row's own numbers (E.164), in their order. */
  numbers: string[];
  without: string | null;
};

async function readerFor({ db, tenant }: Member, job: ContactImport) {
  const { columns } = Settings.parse(job.settings);
  const [people, stages, fields] = await Promise.all([
    listColleagues(db, tenant.id),
    listStages(db, tenant.id),
    listContactFields(db, tenant.id),
  ]);
  const reading = readingOf({ country: tenant.country_code, people, stages, fields });
  return (row: FileRow) => readRow(row, columns, job.header, reading);
}

/** What is wrong with the rows of a file, before it is imported: with as many as are read fast. */
export async function checkImport(member: Member, job: ContactImport): Promise<Checked> {
  const read = await readerFor(member, job);
  const rows = (await sampleRows(member, job, checkedRows)).map(read);
  return {
    total: job.total,
    checked: rows.length,
    failed: rows.filter(({ reason }) => reason !== null).length,
    without: rows.filter(({ without }) => without !== null).length,
  };
}

/** The first rows as they will be imported; none once the import has begun. */
export async function previewImport(
  member: Member,
  job: ContactImport,
  duplicates: Duplicates,
): Promise<PreviewRow[]> {
  const { tenant } = member;
  const read = await readerFor(member, job);
  const rows = (await sampleRows(member, job)).map(read);
  const key = { tenant_id: tenant.id, id: job.id };
  const found = await previewRows(key, inRounds(rows), duplicates);
  return (found ?? []).map((row) => {
    const given = rows.find(({ line }) => line === row.line);
    const numbers = given?.phones.map(({ phone }) => phone) ?? [];
    return { ...row, cells: given?.cells ?? [], numbers, without: given?.without ?? null };
  });
}
