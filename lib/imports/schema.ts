import { z } from "zod";
import { maxColumns } from "@/lib/imports/limits";

const encodingNames = [
  ...(["utf-8", "utf-16le", "utf-16be"] as const),
  ...(["windows-1252", "windows-1250", "windows-1251", "windows-1253", "windows-1254"] as const),
  ...(["macintosh", "shift_jis", "gb18030"] as const),
] as const;
export const Encoding = z.enum(encodingNames);
/** As https://encoding.spec.whatwg.org names it. */
export type Encoding = z.infer<typeof Encoding>;

export const encodingLabels: Record<Encoding, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16, big-endian",
  "windows-1252": "Western European (Windows-1252)",
  "windows-1250": "Central European (Windows-1250)",
  "windows-1251": "Cyrillic (Windows-1251)",
  "windows-1253": "Greek (Windows-1253)",
  "windows-1254": "Turkish (Windows-1254)",
  macintosh: "Western European (Mac)",
  shift_jis: "Japanese (Shift JIS)",
  gb18030: "Chinese (GB 18030)",
};

export const Separator = z.enum([",", ";", "\t", "|"]);
export type Separator = z.infer<typeof Separator>;
export const separatorLabels: Record<Separator, string> = {
  ",": "Comma",
  ";": "Semicolon",
  "\t": "Tab",
  "|": "Vertical bar",
};

export const Duplicates = z.enum(["skip", "update", "create"]);
export type Duplicates = z.infer<typeof Duplicates>;

/** The target of each column, null for one that is not imported. */
export const Columns = z.array(z.string().nullable()).max(maxColumns);
export type Columns = z.infer<typeof Columns>;

/** How a file is read and imported. */
export const Settings = z.object({
  encoding: Encoding,
  separator: Separator,
  has_header: z.boolean(),
  columns: Columns,
  duplicates: Duplicates,
  /** Of contacts that are added; "" for nobody. */
  owner_id: z.union([z.uuid(), z.literal("")]),
});
export type Settings = z.infer<typeof Settings>;
