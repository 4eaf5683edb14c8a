import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const Meta = z.object({
  key: z.string(),
  type: z.string(),
  etag: z.string(),
  modified: z.string(),
  meta: z.record(z.string(), z.string()),
});
export type StoredObject = z.output<typeof Meta> & { bytes: Buffer };

/** Objects as files of a folder, named by a hash of their key: a key may be any text. */
export function openObjects(folder: string) {
  const place = (key: string) => join(folder, createHash("sha256").update(key).digest("hex"));
  return {
    async read(key: string): Promise<StoredObject | null> {
      try {
        const text = await readFile(`${place(key)}.json`, "utf8");
        const meta = Meta.parse(JSON.parse(text));
        return { ...meta, bytes: await readFile(`${place(key)}.${meta.etag}`) };
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
        throw error;
      }
    },
    /** Whoever reads meanwhile gets the object as it was, or as it is then. */
    async write(key: string, bytes: Buffer, given: Pick<StoredObject, "type" | "meta">) {
      await mkdir(folder, { recursive: true });
      const etag = createHash("md5").update(bytes).digest("hex");
      const meta = { key, etag, modified: new Date().toUTCString(), ...given };
      const draft = join(folder, randomUUID());
      await writeFile(`${place(key)}.${etag}`, bytes);
      await writeFile(draft, JSON.stringify(meta));
      await rename(draft, `${place(key)}.json`);
      return etag;
    },
    async remove(key: string): Promise<void> {
      const found = await this.read(key);
      await rm(`${place(key)}.json`, { force: true });
      if (found) await rm(`${place(key)}.${found.etag}`, { force: true });
    },
  };
}
