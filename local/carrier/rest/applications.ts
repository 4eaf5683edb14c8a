import type { ApplicationData } from "@/local/carrier/model";
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
import { renderApplication } from "@/local/carrier/rest/render";
import { methodOf, webhookOf } from "@/local/carrier/rest/webhook-settings";
import { newSid } from "@/local/carrier/sid";

const ONE = `/Applications/${one("application", "AP", "json")}`;

/** https://www.twilio.com/docs/usage/api/applications */
export const applicationRoutes: RestRoute[] = [
  { method: "GET", path: "/Applications.json", handle: list },
  { method: "POST", path: "/Applications.json", handle: create },
  { method: "GET", path: ONE, handle: (context) => show(context, find(context)) },
  { method: "POST", path: ONE, handle: update },
  { method: "DELETE", path: ONE, handle: remove },
];

function show({ account }: RestContext, app: ApplicationData, status = 200): RestReply {
  return json(renderApplication(account, app), status);
}

function find({ account, param, path }: RestContext): ApplicationData {
  const found = account.applications.get(param("application"));
  if (!found) throw notFound(path);
  return found;
}

function list(context: RestContext): RestReply {
  const { account, query } = context;
  const name = query.get("FriendlyName");
  const found = [...account.applications.values()].filter(
    (app) => !name || app.friendlyName === name,
  );
  return listPage(context, "applications", found, (item) => renderApplication(account, item));
}

function create(context: RestContext): RestReply {
  const { account, form } = context;
  const now = account.clock.now();
  const app: ApplicationData = {
    sid: newSid("AP"),
    friendlyName: "",
    voiceUrl: "",
    voiceMethod: "POST",
    voiceFallbackUrl: "",
    voiceFallbackMethod: "POST",
    statusCallback: "",
    statusCallbackMethod: "POST",
    createdAt: now,
    updatedAt: now,
    ...settings(form),
  };
  account.applications.set(app.sid, app);
  account.journal.changed();
  return show(context, app, 201);
}

function update(context: RestContext): RestReply {
  const { account, form } = context;
  const app = find(context);
  Object.assign(app, settings(form), { updatedAt: account.clock.now() });
  account.journal.changed();
  return show(context, app);
}

function remove(context: RestContext): RestReply {
  const { account } = context;
  account.applications.delete(find(context).sid);
  account.journal.changed();
  return { kind: "empty", status: 204 };
}

/** What the form sets; everything else stays. */
function settings(form: URLSearchParams): Partial<ApplicationData> {
  const given = {
    friendlyName: friendlyNameOf(form),
    voiceUrl: webhookOf(form, "VoiceUrl"),
    voiceMethod: methodOf(form, "VoiceMethod"),
    voiceFallbackUrl: webhookOf(form, "VoiceFallbackUrl"),
    voiceFallbackMethod: methodOf(form, "VoiceFallbackMethod"),
    statusCallback: webhookOf(form, "StatusCallback"),
    smsUrl: webhookOf(form, "SmsUrl"),
    smsMethod: methodOf(form, "SmsMethod"),
    smsFallbackUrl: webhookOf(form, "SmsFallbackUrl"),
    smsFallbackMethod: methodOf(form, "SmsFallbackMethod"),
    statusCallbackMethod: methodOf(form, "StatusCallbackMethod"),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
