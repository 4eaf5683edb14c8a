import type { Metadata } from "next";
import Link from "next/link";
import { Brand } from "@/components/shell/brand";
import { Desk } from "@/components/shell/desk";
import { NotHere } from "@/components/shell/not-here";
import { identifySession } from "@/lib/auth/member";

export const metadata: Metadata = { title: "Page not found" };

/** Whoever is signed in keeps the navigation around it. */
export default async function NotFound() {
  // Who is here is no reason to fail: the address is wrong either way.
  const session = await identifySession().catch(() => null);
  if (session?.kind === "member") {
    return (
      <Desk member={session.member}>
        <NotHere />
      </Desk>
    );
  }
  return (
    <>
      <header className="flex justify-center pt-10">
        <Link href="/" className="rounded-lg">
          <Brand />
        </Link>
      </header>
      <main>
        <NotHere />
      </main>
    </>
  );
}
