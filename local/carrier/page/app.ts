import { readFile } from "node:fs/promises";
import { build } from "esbuild";
import { Hono } from "hono";
import { wavAudio } from "@/local/carrier/audio/wav";
import { audioResponse } from "@/local/carrier/http/audio-response";
import { inProject } from "@/local/project";

const HTML = "text/html; charset=utf-8";
const CSS = "text/css; charset=utf-8";
const SCRIPT = "text/javascript; charset=utf-8";
/** What a phone says where nobody speaks into a microphone. */
const sample = { sid: "RE00000000000000000000000000000000", seconds: 20, channels: 1 } as const;

/** The handset page. Its script is built on every visit, so that an edit needs only a reload. */
export function pageApp(): Hono {
  const app = new Hono();
  const file = (path: string, type: string, read: () => Promise<string>) =>
    app.get(path, async (c) =>
      c.body(await read(), 200, {
        "Content-Type": type,
        "Cache-Control": "no-cache",
        "Content-Security-Policy": "default-src 'self'; img-src 'self' data:",
      }),
    );
  file("/", HTML, () => read("index.html"));
  file("/page/page.css", CSS, () => read("page.css"));
  file("/page/account-panel.css", CSS, () => read("account-panel.css"));
  file("/page/conversation.css", CSS, () => read("conversation.css"));
  file("/page/sound.css", CSS, () => read("sound.css"));
  file("/page/main.js", SCRIPT, buildScript);
  app.get("/page/sample.wav", (c) => audioResponse(c.req.header("range"), wavAudio(sample)));
  app.all("/page/*", (c) => c.body(null, 404));
  return app;
}

function read(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), "utf8");
}

async function buildScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [inProject("local/carrier/page/main.ts")],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    sourcemap: "inline",
    tsconfig: inProject("tsconfig.json"),
  });
  return outputFiles[0]?.text ?? "";
}
