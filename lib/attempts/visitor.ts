import "server-only";
import { cookies, headers } from "next/headers";
import { clientAddress } from "@/lib/attempts/address";
import { knownDevice, markDevice } from "@/lib/attempts/device";
import type { Who } from "@/lib/attempts/rules";
import { env } from "@/lib/core/env";

const cookie = "ringbook-device";
const days = 24 * 3_600;

/** The address of the person whose request this is, where a trusted proxy reports it. */
export async function visitorAddress(): Promise<string | undefined> {
  return clientAddress((await headers()).get("x-forwarded-for"), env().TRUSTED_PROXY_HOPS);
}

/** Who tries to sign in as `email`, or to reset its password, with this request. */
export async function visitor(email: string): Promise<Who & { email: string }> {
  const device = knownDevice((await cookies()).get(cookie)?.value, email);
  return { email, ip: await visitorAddress(), device };
}

/** This browser is the account's from now on, for 180 days. */
export async function rememberDevice(email: string): Promise<void> {
  const store = await cookies();
  if (knownDevice(store.get(cookie)?.value, email)) return;
  store.set(cookie, markDevice(email), {
    httpOnly: true,
    sameSite: "lax",
    secure: env().NEXT_PUBLIC_APP_URL.startsWith("https:"),
    maxAge: 180 * days,
    path: "/",
  });
}
