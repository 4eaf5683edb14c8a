import { randomBytes } from "node:crypto";
import { rfc2822 } from "@/local/carrier/dates";
import type { KeyData } from "@/local/carrier/model";
import {
  json,
  one,
  type RestContext,
  type RestReply,
  type RestRoute,
} from "@/local/carrier/rest/context";
import { notFound } from "@/local/carrier/rest/errors";
import { friendlyNameOf } from "@/local/carrier/rest/friendly-name";
import { listPage } from "@/local/carrier/rest/list";
import { newSid } from "@/local/carrier/sid";

const ONE = `/Keys/${one("key", "SK", "json")}`;

/** https://www.twilio.com/docs/iam/api-keys/key-resource-v2010 */
export const keyRoutes: RestRoute[] = [
  { method: "GET", path: "/Keys.json", handle: list },
  { method: "POST", path: "/Keys.json", handle: create },
  { method: "GET", path: ONE, handle: (context) => json(renderKey(find(context))) },
  { method: "POST", path: ONE, handle: update },
  { method: "DELETE", path: ONE, handle: remove },
];

/** A standard key may use everything of its account but the account itself and its keys. */
export function isForbiddenToKeys(path: string): boolean {
  return /^\/2010-04-01\/Accounts(\.json|\/[^/]+\.json|\/[^/]+\/Keys(\.json|\/.*))$/.test(path);
}

function find({ account, param, path }: RestContext): KeyData {
  const found = account.keys.get(param("key"));
  if (!found) throw notFound(path);
  return found;
}

function list(context: RestContext): RestReply {
  return listPage(context, "keys", [...context.account.keys.values()].reverse(), renderKey);
}

/** The one answer that holds the secret. */
function create({ account, form }: RestContext): RestReply {
  const now = account.clock.now();
  const key: KeyData = {
    sid: newSid("SK"),
    secret: randomBytes(16).toString("hex"),
    friendlyName: friendlyNameOf(form) ?? "",
    createdAt: now,
    updatedAt: now,
  };
  account.keys.set(key.sid, key);
  account.journal.changed();
  return json({ ...renderKey(key), secret: key.secret }, 201);
}

function update(context: RestContext): RestReply {
  const { account, form } = context;
  const key = find(context);
  key.friendlyName = friendlyNameOf(form) ?? key.friendlyName;
  key.updatedAt = account.clock.now();
  account.journal.changed();
  return json(renderKey(key));
}

function remove(context: RestContext): RestReply {
  const { account } = context;
  account.keys.delete(find(context).sid);
  account.journal.changed();
  return { kind: "empty", status: 204 };
}

function renderKey(key: KeyData): Record<string, unknown> {
  return {
    sid: key.sid,
    friendly_name: key.friendlyName,
    date_created: rfc2822(key.createdAt),
    date_updated: rfc2822(key.updatedAt),
  };
}
