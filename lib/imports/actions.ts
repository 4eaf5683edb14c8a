"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { after } from "next/server";
import { FieldError, memberAction } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import { listContactFields } from "@/lib/contact-fields/store";
import { AppError } from "@/lib/core/errors";
import { inspectFile } from "@/lib/imports/file";
import { chooseColumnsIn, ImportId, ReadAs, StartImport } from "@/lib/imports/form-schema";
import { goOn } from "@/lib/imports/go-on";
import { signatureOf } from "@/lib/imports/guess";
import { setUp, start, startUndo, stop } from "@/lib/imports/machine";
import { getImport, rememberedColumns } from "@/lib/imports/store";
import { targetsFor } from "@/lib/imports/targets";
import { listColleagues } from "@/lib/team/store";

/** What columns may be is each company's own. */
async function chooseColumnsOf({ db, tenant }: Member) {
  return chooseColumnsIn(targetsFor(await listContactFields(db, tenant.id)));
}

const begun = () =>
  new AppError("conflict", "import_begun", "This import has begun already. Reload the page.");
const pageOf = (id: string) => `/contacts/import/${id}`;

/** Reads the file again, and guesses its columns again. */
export const readAgain = memberAction(ReadAs, async (given, member) => {
  const { db, tenant } = member;
  const { id, encoding, separator } = given;
  const how = { encoding, separator, has_header: given.has_header === "on" };
  const { settings, header, signature, total } = await inspectFile(
    { tenant_id: tenant.id, id },
    { country: tenant.country_code, fields: await listContactFields(db, tenant.id) },
    how,
  );
  const remembered = await rememberedColumns(db, tenant.id, signature);
  const columns = remembered ?? settings.columns;
  if (!(await setUp(member, id, { settings: { ...settings, columns }, header, total }))) {
    throw begun();
  }
  revalidatePath(pageOf(id));
  return {};
});

export const chooseColumns = memberAction(chooseColumnsOf, async ({ id, columns }, member) => {
  if (!(await setUp(member, id, { settings: { columns } }))) throw begun();
  redirect(`${pageOf(id)}?step=preview`);
});

/** Begins the import; sent twice, it begins once. */
export const startImport = memberAction(StartImport, async (given, member) => {
  const { id, duplicates, owner_id } = given;
  const { db, tenant } = member;
  const people = owner_id ? await listColleagues(db, tenant.id) : [];
  if (owner_id && !people.some(({ user_id }) => user_id === owner_id)) {
    throw new FieldError("owner_id", "This person isn't on your team. Choose someone else.");
  }
  const job = await mine(member, id);
  const signature = signatureOf(job.header, job.settings.has_header ?? false);
  if (await setUp(member, id, { settings: { duplicates, owner_id } })) {
    await start(member, id, signature);
    after(() => goOn({ tenant_id: tenant.id, id }));
  }
  redirect(pageOf(id));
});

/** What is done stays; an import that has not begun is deleted. */
export const stopImport = memberAction(ImportId, async ({ id }, member) => {
  const { stage } = await mine(member, id);
  if (!(await stop(member, id))) throw notYours();
  if (stage === "uploading" || stage === "draft") redirect("/contacts/import");
  revalidatePath(pageOf(id));
  return {};
});

export const undoImport = memberAction(ImportId, async ({ id }, member) => {
  const { stage } = await mine(member, id);
  if (!(await startUndo(member, id)) && stage === "done") throw notYours();
  after(() => goOn({ tenant_id: member.tenant.id, id }));
  revalidatePath(pageOf(id));
  return {};
});

async function mine({ db, tenant }: Member, id: string) {
  const job = await getImport(db, tenant.id, id);
  if (!job) throw new AppError("not_found", "not_found", "This import doesn't exist.");
  return job;
}

function notYours(): AppError {
  return new AppError(
    "forbidden",
    "forbidden",
    "Only the person who imported this, managers and admins can do this.",
  );
}
