import { gzipSync } from "node:zlib";

/** A script of a page's first load: its name, its text, and its bytes as they travel. */
export type Script = { name: string; text: string; gzipped: number };

const addresses = (html: string) =>
  [...html.matchAll(/<(script|link)\b[^>]*>/gi)]
    .map(([tag]) => tag)
    // A browser of today knows modules and skips what is for those that do not.
    .filter((tag) => !/\bnomodule\b/i.test(tag))
    .filter((tag) => /^<script/i.test(tag) || /\bas="script"|\brel="modulepreload"/i.test(tag))
    .flatMap((tag) => /\b(?:src|href)="([^"]+)"/i.exec(tag)?.[1] ?? []);

/** Every script that a page's HTML makes a browser of today load, each once. */
export async function firstLoad(page: URL, cookie: string): Promise<Script[]> {
  const response = await fetch(page, { headers: { cookie }, redirect: "manual" });
  const html = await response.text();
  if (response.status !== 200) throw new Error(`${page} answered ${response.status}`);
  return Promise.all(
    [...new Set(addresses(html))].map(async (address) => {
      const script = await fetch(new URL(address, page));
      if (!script.ok) throw new Error(`${address} answered ${script.status}`);
      const text = await script.text();
      return { name: address.split("/").at(-1) ?? "", text, gzipped: gzipSync(text).length };
    }),
  );
}
