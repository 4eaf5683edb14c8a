import { defaultRoute } from "@/lib/routing/default-route";
import type { Hours } from "@/lib/routing/hours-schema";
import { Route } from "@/lib/routing/route";
import type { TestTenant } from "@/tests/support/tenant";

const always = [{ from: "00:00", until: "24:00" }];
const daily = (spans: Hours["week"]["mon"]): Hours["week"] => ({
  ...{ mon: spans, tue: spans, wed: spans, thu: spans, fri: spans, sat: spans, sun: spans },
});

/** A new company's route, always open or always closed, that rings these people. */
export function routeOf(tenant: TestTenant, open: boolean, people: string[]): Route {
  const route = defaultRoute({ name: tenant.name, time_zone: "UTC", language: "en-US" });
  const { hours, everyone } = route.steps;
  if (hours?.kind !== "hours" || everyone?.kind !== "ring") throw new Error("another route");
  const week = daily(open ? always : []);
  return Route.parse({
    ...route,
    steps: {
      ...route.steps,
      hours: { ...hours, hours: { ...hours.hours, week } },
      everyone: { ...everyone, who: { kind: "people", people } },
    },
  });
}

/** A route that greets with a file, then takes a message. */
export const greetsWith = (audio: string, text = "") =>
  Route.parse({
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "hi" },
    steps: {
      hi: { kind: "greeting", name: "", sound: { audio, text }, next: "box" },
      box: {
        ...{ kind: "voicemail", name: "", mailbox: { kind: "shared" }, max_seconds: 60 },
        sound: { text: "Please speak." },
      },
    },
  });

/** A route that takes a message at once. */
export const messageRoute = (mailbox: object) =>
  Route.parse({
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "box" },
    steps: {
      box: {
        ...{ kind: "voicemail", name: "", mailbox, max_seconds: 60 },
        sound: { text: "Please speak." },
      },
    },
  });

/** Publishes a route as the admin, and gives it to the number; the id of what is published. */
export async function publish(
  { id, admin, numberId }: Pick<TestTenant, "id" | "admin" | "numberId">,
  route: Route,
  name = "Main",
): Promise<string> {
  const made = await admin.db
    .from("routes")
    .insert({ tenant_id: id, name, draft: route })
    .select("id")
    .single();
  if (made.error) throw new Error(made.error.message);
  const version = { tenant_id: id, route_id: made.data.id, body: route };
  const published = await admin.db.from("route_versions").insert(version).select("id").single();
  const given = await admin.db
    .from("phone_numbers")
    .update({ route_id: made.data.id })
    .eq("id", numberId);
  if (published.error) throw new Error(published.error.message);
  if (given.error) throw new Error(given.error.message);
  return published.data.id;
}

/** What was said to whoever is on a phone now, and what a recorder beeped. */
export async function heard({ carrier, accountSid }: TestTenant, phone: string): Promise<string> {
  const { callSid } = await carrier.handset(accountSid, phone).state();
  const log = await carrier.log(accountSid);
  return log
    .flatMap((entry) => (entry.kind === "spoken" && entry.callSid === callSid ? entry.text : []))
    .join(" ");
}
