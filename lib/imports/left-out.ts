import "server-only";
import type { Member } from "@/lib/auth/member";
import { csvLine, csvResponse } from "@/lib/core/csv";
import { type ContactImport, listLeftOut } from "@/lib/imports/store";
import { leftOutWords } from "@/lib/imports/words";

const pageSize = 500;

/**
 * The rows that were left out, or imported without an email, as they were in the file, each with
 * the reason before it: a file to correct and import again.
 */
export function leftOutFile(member: Member, job: ContactImport): Response {
  const name = job.file_name.replace(/\.[^.]*$/, "");
  return csvResponse(`${name || "import"}-left-out`, lines(member, job));
}

async function* lines({ db, tenant }: Member, { id, header, settings }: ContactImport) {
  const names = header.map((cell, index) => cell || `Column ${index + 1}`);
  yield csvLine(["Row", "Result", "Reason", ...names]);
  const width = Math.max(names.length, settings.columns?.length ?? 0);
  let after = 0;
  for (;;) {
    const rows = await listLeftOut(db, tenant.id, id, { after, size: pageSize });
    const text = rows.map(({ line, cells, ...row }) =>
      csvLine([line, ...leftOutWords(row), ...cells.slice(0, width)]),
    );
    if (text.length > 0) yield text.join("");
    after = rows.at(-1)?.line ?? after;
    if (rows.length < pageSize) return;
  }
}
