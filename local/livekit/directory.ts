import { randomBytes } from "node:crypto";
import { randomPart } from "@/local/livekit/ids";
import { Project } from "@/local/livekit/project";

export type ProjectSpec = {
  key?: string | undefined;
  secret?: string | undefined;
  webhookUrl?: string | null | undefined;
};

/** All projects of the stand-in, by their keys. */
export class Directory {
  readonly #projects = new Map<string, Project>();
  readonly #changed: () => void;

  /** `changed` runs after every change of a project, its trunks or its rules. */
  constructor(changed: () => void = () => {}) {
    this.#changed = changed;
  }

  find(key: string): Project | undefined {
    return this.#projects.get(key);
  }

  all(): Project[] {
    return [...this.#projects.values()];
  }

  /** Makes what is missing; of an existing project, only where its webhooks go is changed. */
  ensure({ key, secret, webhookUrl }: ProjectSpec): Project {
    const name = key ?? `API${randomPart()}`;
    const existing = this.#projects.get(name);
    const project =
      existing ?? new Project(name, secret ?? randomBytes(24).toString("base64url"), this.#changed);
    this.#projects.set(name, project);
    if (webhookUrl !== undefined) project.hooks.url = webhookUrl;
    this.#changed();
    return project;
  }

  close(): void {
    for (const project of this.#projects.values()) project.close();
  }
}
