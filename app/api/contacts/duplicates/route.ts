import { memberRoute } from "@/lib/auth/route";
import { formatPhone } from "@/lib/core/phone";
import { findDuplicates } from "@/lib/merges/duplicates";
import { typedDuplicates } from "@/lib/merges/typed";

/** GET /api/contacts/duplicates?phone=…&email=…&name=…: who has what is being typed already. */
export const GET = memberRoute(async (request, { db, tenant }) => {
  const wanted = typedDuplicates(new URL(request.url).searchParams, tenant.country_code);
  const rows = wanted ? await findDuplicates(db, wanted) : [];
  const found = rows.map((row) => ({
    ...row,
    value: row.kind === "phone" ? formatPhone(row.value, tenant.country_code) : row.value,
  }));
  return Response.json({ found }, { headers: { "Cache-Control": "no-store" } });
});
