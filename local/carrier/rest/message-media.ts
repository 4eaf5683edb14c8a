import type { MediaData } from "@/local/carrier/engine/messages/message";
import { mediaOf } from "@/local/carrier/engine/messages/messages";
import {
  json,
  one,
  type RestContext,
  type RestReply,
  type RestRoute,
} from "@/local/carrier/rest/context";
import { notFound } from "@/local/carrier/rest/errors";
import { listPage, matchesDate } from "@/local/carrier/rest/list";
import { findMessage } from "@/local/carrier/rest/messages";
import { renderMedia } from "@/local/carrier/rest/render-message";

const OF_MESSAGE = `/Messages/${one("message", "(?:SM|MM)")}/Media`;
const ONE = `${OF_MESSAGE}/${one("media", "ME", "json")}`;

/** https://www.twilio.com/docs/messaging/api/media-resource */
export const messageMediaRoutes: RestRoute[] = [
  { method: "GET", path: `${OF_MESSAGE}.json`, handle: list },
  {
    method: "GET",
    path: ONE,
    handle: (context) => json(renderMedia(context.account, find(context))),
  },
  { method: "DELETE", path: ONE, handle: remove },
  { method: "GET", path: `${OF_MESSAGE}/${one("media", "ME")}`, handle: content },
];

function find(context: RestContext): MediaData {
  const media = mediaOf(context.account).get(context.param("media"));
  if (media?.messageSid !== findMessage(context).sid) throw notFound(context.path);
  return media;
}

function list(context: RestContext): RestReply {
  const { account, query } = context;
  const files = findMessage(context)
    .mediaSids.flatMap((sid) => mediaOf(account).get(sid) ?? [])
    .filter(({ createdAt }) => matchesDate(query, "DateCreated", createdAt));
  return listPage(context, "media_list", files, (file) => renderMedia(account, file));
}

/** The bytes themselves, at the address without an extension. */
function content(context: RestContext): RestReply {
  const { contentType, bytes } = find(context);
  return { kind: "file", status: 200, contentType, bytes };
}

function remove(context: RestContext): RestReply {
  const { account } = context;
  const media = find(context);
  const message = findMessage(context);
  message.mediaSids = message.mediaSids.filter((sid) => sid !== media.sid);
  mediaOf(account).delete(media.sid);
  account.journal.changed();
  return { kind: "empty", status: 204 };
}
