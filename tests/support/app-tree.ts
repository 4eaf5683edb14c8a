import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { messageWebhookNames } from "@/lib/messages/registry";
import { voiceWebhookNames } from "@/lib/voice/registry";
import { projectRoot } from "@/local/project";

/**
 * A page or route of the app as its folder says: "/calls/[id]", with the methods a route exports.
 */
export type Place = { kind: "page" | "route"; path: string; file: string; methods: string[] };

/** Every page and route there is, from the folders `app` and `pages`. */
export function appTree(): Place[] {
  return [...ofApp(), ...apiRoutes()];
}

function filesOf(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: "utf8" }).toSorted();
}

const media = "api/twilio/media/[id].ts";
const livekit = "api/livekit/webhook.ts";

/**
 * Twilio's webhooks, as the registry names them, each of which takes POST alone, the files that it
 * plays, and LiveKit's webhook. Throws for anything else in that folder.
 */
function apiRoutes(): Place[] {
  return filesOf("pages")
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file): Place[] => {
      if (file === media) {
        const path = `/${media.replace(".ts", "")}`;
        return [{ kind: "route", path, file: `pages/${file}`, methods: ["GET", "HEAD"] }];
      }
      if (file === livekit) {
        const path = `/${livekit.replace(".ts", "")}`;
        return [{ kind: "route", path, file: `pages/${file}`, methods: ["POST"] }];
      }
      if (file !== "api/twilio/[...hook].ts") throw new Error(`pages/${file} is no webhook`);
      const names = [
        ...voiceWebhookNames.map((name) => `voice/${name}`),
        ...messageWebhookNames.map((name) => `messages/${name}`),
      ];
      return names.map((name): Place => {
        const path = `/api/twilio/${name}`;
        return { kind: "route", path, file: `pages/${file}`, methods: ["POST"] };
      });
    });
}

function ofApp(): Place[] {
  return filesOf("app")
    .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
    .map((file) => {
      const kind = file.endsWith("page.tsx") ? "page" : "route";
      const folders = file.split("/").slice(0, -1);
      const path = `/${folders.filter((folder) => !folder.startsWith("(")).join("/")}`;
      return {
        kind,
        path,
        file: `app/${file}`,
        methods: kind === "page" ? ["GET"] : written(file),
      };
    });
}

function written(file: string): string[] {
  const text = readFileSync(join(projectRoot, "app", file), "utf8");
  const exported = /export (?:const|async function|function) (GET|HEAD|POST|PUT|PATCH|DELETE)\b/g;
  const renamed = /export \{[^}]*\b(GET|HEAD|POST|PUT|PATCH|DELETE)\b/g;
  return [exported, renamed].flatMap((way) =>
    [...text.matchAll(way)].map((found) => found[1] ?? ""),
  );
}

/** The address of a place, with something in every `[part]`. */
export function addressOf(path: string, part = "6f2f9d3a-5d0e-4c6e-9d5b-1c1a3c1d2e3f"): string {
  return path.replaceAll(/\[[^\]]+\]/g, part);
}
