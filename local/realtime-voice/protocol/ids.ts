import { randomBytes } from "node:crypto";

/** As the provider writes them: `item_C9x…`. */
export function newId(kind: "event" | "sess" | "item" | "resp" | "call" | "conv"): string {
  return `${kind}_${randomBytes(15).toString("base64url").replaceAll(/[-_]/g, "0")}`;
}
