import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";

const FILES: Record<string, string> = {
  "/": "index.html",
  "/page/page.css": "page.css",
  "/page/account-panel.css": "account-panel.css",
  "/page/main.js": "main.js",
  "/page/account-panel.js": "account-panel.js",
  "/page/dom.js": "dom.js",
  "/page/handset-body.js": "handset-body.js",
  "/page/handsets.js": "handsets.js",
  "/page/calls.js": "calls.js",
  "/page/entries.js": "entries.js",
};
const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};

/** Answers with a file of the handset page. */
export async function servePage(path: string, response: ServerResponse): Promise<void> {
  const name = FILES[path.split("?", 1)[0] ?? path];
  if (!name) return void response.writeHead(404).end();
  const body = await readFile(new URL(name, import.meta.url));
  response.writeHead(200, {
    "Content-Type": TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream",
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:",
  });
  response.end(body);
}
