"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { FieldError, memberAction } from "@/lib/auth/action";
import type { Member } from "@/lib/auth/member";
import { listContactFields } from "@/lib/contact-fields/store";
import { AppError } from "@/lib/core/errors";
import { inspectFile } from "@/lib/imports/file";
import { chooseColumnsIn, ImportId, ReadAs, StartImport } from "@/lib/imports/form-schema";
import { signatureOf } from "@/lib/imports/guess";
import { resume, setUp, start, startUndo, stop } from "@/lib/imports/machine";
import { getImport, rememberedColumns } from "@/lib/imports/store";
import { targetsFor } from "@/lib/imports/targets";
import { isUnderWay } from "@/lib/imports/words";
import { listColleagues } from "@/lib/team/store";

/** What columns may be is each company's own. */
async function chooseColumnsOf({ db, tenant }: Member) {
  return chooseColumnsIn(targetsFor(await listContactFields(db, tenant.id)));
}

const stillRunning = () =>
  new AppError("conflict", "import_running", "This import is still running. Stop it first.");
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
  }
  redirect(pageOf(id));
});

/**
 * What is done stays; an import that has not begun is deleted. The batch that is being imported is
 * the last. One that is over already stays as it is.
 */
export const stopImport = memberAction(ImportId, async ({ id }, member) => {
  const before = await mine(member, id);
  const stopped = await stop(member, id);
  if (!stopped && canStop(await mine(member, id))) throw notYours();
  if (stopped && before.stage !== "running") redirect("/contacts/import");
  revalidatePath(pageOf(id));
  return {};
});

/** Goes on with one that has stopped; one that is over already stays as it is. */
export const resumeImport = memberAction(ImportId, async ({ id }, member) => {
  if (!(await resume(member, id)) && isUnderWay(await mine(member, id))) throw notYours();
  revalidatePath(pageOf(id));
  return {};
});

/** Takes back an import that is over; sent twice, it is taken back once. */
export const undoImport = memberAction(ImportId, async ({ id }, member) => {
  if (!(await startUndo(member, id))) {
    const { stage } = await mine(member, id);
    if (stage === "done") throw notYours();
    if (stage === "running") throw stillRunning();
  }
  revalidatePath(pageOf(id));
  return {};
});

const canStop = ({ stage }: { stage: string }) => ["uploading", "draft", "running"].includes(stage);

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
