import type { Account } from "@/local/carrier/engine/account";
import type { Directory } from "@/local/carrier/engine/directory";
import { json, type RestReply, type RestRoute } from "@/local/carrier/rest/context";
import { RestError } from "@/local/carrier/rest/errors";
import { renderAccount } from "@/local/carrier/rest/render";

export const accountRoutes: RestRoute[] = [
  { method: "GET", path: ".json", handle: ({ account }) => json(renderAccount(account)) },
];

/** The account that a path is about: the one that asks, or a subaccount of it. */
export function accountWithin(
  directory: Directory,
  asking: Account,
  sid: string,
): Account | undefined {
  const account = directory.find(sid);
  return account === asking || account?.ownerSid === asking.sid ? account : undefined;
}

/** https://www.twilio.com/docs/iam/api/subaccount-resource#create-a-subaccount */
export function createSubaccount(
  directory: Directory,
  owner: Account,
  form: URLSearchParams,
): RestReply {
  if (owner.ownerSid !== owner.sid) throw new RestError(403, 20003, "Permission Denied");
  const name = form.get("FriendlyName") ?? `SubAccount Created at ${new Date().toISOString()}`;
  return json(renderAccount(directory.addSubaccount(owner, name)), 201);
}
