import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { admin } from "@/tests/telephony/record/call-record";

/** Something that was written or said, and where. */
export type Said = { where: string; text: string };

/** A secret as it may look in a log, a URL, a header or a page. */
export function disguises(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString("hex"),
    // Of base64 only what does not depend on what stands before and after it.
    ...[0, 1, 2].map((shift) => {
      const text = Buffer.concat([Buffer.alloc(shift), bytes])
        .toString("base64")
        .replace(/=+$/, "");
      return text.slice(shift === 0 ? 0 : shift + 1, -2);
    }),
  ];
}

/** Where a secret was said, in whatever disguise. */
export function placesOf(secret: string, all: Said[]): string[] {
  const looks = disguises(secret);
  return all
    .filter(({ text }) => looks.some((look) => text.includes(look)))
    .map(({ where }) => where);
}

export function filesBelow(folder: string): Said[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((where) => ({ where, text: readFileSync(where, "utf8") }));
}

/**
 * The tables that have a secret anywhere in a row, in whatever disguise; columns of ciphertext are
 * left out for `clear` ones.
 */
export async function tablesWith(secret: string, { inCiphertext = false } = {}): Promise<string[]> {
  const tables = await admin`
    select c.oid::regclass::text as name, array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attname like '%\\_ciphertext') as sealed
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema')
      and n.nspname !~ '^pg_(toast|temp)'`;
  const found: string[] = [];
  for (const { name, sealed } of tables) {
    const left = inCiphertext ? [] : sealed;
    const [row] = await admin`
      select exists (select from (select (to_jsonb(t) - ${left}::text[])::text as line from ${admin.unsafe(name)} t) as lines
        where exists (select from unnest(${disguises(secret)}::text[]) as look where strpos(line, look) > 0)) as has`;
    if (row?.has) found.push(String(name));
  }
  return found;
}
