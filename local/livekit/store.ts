import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SIPDispatchRuleInfo, SIPInboundTrunkInfo } from "@livekit/protocol";
import { z } from "zod";
import type { Directory } from "@/local/livekit/directory";

const Saved = z.array(
  z.object({
    key: z.string(),
    secret: z.string(),
    webhookUrl: z.string().nullable(),
    trunks: z.array(z.json()),
    rules: z.array(z.json()),
  }),
);

/** Keeps projects, trunks and rules over restarts, in one file. Rooms end with the stand-in. */
export class Store {
  readonly #file: string;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, "projects.json");
  }

  restore(directory: Directory): void {
    for (const { trunks, rules, ...spec } of this.#read()) {
      const project = directory.ensure(spec);
      for (const json of trunks) {
        const trunk = SIPInboundTrunkInfo.fromJson(json, { ignoreUnknownFields: true });
        project.trunks.set(trunk.sipTrunkId, trunk);
      }
      for (const json of rules) {
        const rule = SIPDispatchRuleInfo.fromJson(json, { ignoreUnknownFields: true });
        project.rules.set(rule.sipDispatchRuleId, rule);
      }
    }
  }

  save(directory: Directory): void {
    const projects = directory.all().map(({ key, secret, hooks, trunks, rules }) => ({
      ...{ key, secret, webhookUrl: hooks.url },
      trunks: [...trunks.values()].map((trunk) => trunk.toJson()),
      rules: [...rules.values()].map((rule) => rule.toJson()),
    }));
    writeFileSync(`${this.#file}.new`, JSON.stringify(projects));
    renameSync(`${this.#file}.new`, this.#file);
  }

  #read(): z.infer<typeof Saved> {
    try {
      return Saved.parse(JSON.parse(readFileSync(this.#file, "utf8")));
    } catch {
      // The first start, or a file of another version: setting up makes everything anew.
      return [];
    }
  }
}
