import { announce } from "@/local/carrier/engine/conference/change";
import type { Conference } from "@/local/carrier/engine/conference/conference";
import { conferencesOf } from "@/local/carrier/engine/conference/conferences";
import {
  json,
  one,
  type RestContext,
  type RestReply,
  type RestRoute,
} from "@/local/carrier/rest/context";
import { method, webhook } from "@/local/carrier/rest/create-call";
import { badRequest, notFound } from "@/local/carrier/rest/errors";
import { listPage, matchesDate } from "@/local/carrier/rest/list";
import { renderConference } from "@/local/carrier/rest/render-conference";

const ONE = `/Conferences/${one("conference", "CF", "json")}`;

export const conferenceRoutes: RestRoute[] = [
  { method: "GET", path: "/Conferences.json", handle: list },
  { method: "GET", path: ONE, handle: (context) => json(renderConference(find(context))) },
  { method: "POST", path: ONE, handle: update },
];

function find({ account, param, path }: RestContext): Conference {
  const found = conferencesOf(account).get(param("conference"));
  if (!found) throw notFound(path);
  return found;
}

function list(context: RestContext): RestReply {
  const { account, query } = context;
  const wanted = (name: string, value: string) => {
    const given = query.get(name);
    return !given || given === value;
  };
  const found = [...conferencesOf(account).values()].filter(
    (conference) =>
      wanted("Status", conference.status) &&
      wanted("FriendlyName", conference.friendlyName) &&
      matchesDate(query, "DateCreated", conference.createdAt),
  );
  return listPage(context, "conferences", found.reverse(), renderConference);
}

function update(context: RestContext): RestReply {
  const conference = find(context);
  const { form } = context;
  const status = form.get("Status");
  if (status && status !== "completed") throw badRequest(20001, `Invalid Status: ${status}`);
  if (conference.status === "completed") {
    throw badRequest(20009, "A conference that has ended cannot be changed");
  }
  const url = webhook(form, "AnnounceUrl");
  if (url) void announce(conference, null, { url, method: method(form, "AnnounceMethod") });
  if (status) conference.end("conference-ended-via-api", null);
  return json(renderConference(conference));
}
