import type { Metadata } from "next";
import Link from "next/link";
import { Brand } from "@/components/shell/brand";
import { NotHere } from "@/components/shell/not-here";

export const metadata: Metadata = { title: "Page not found" };

/**
 * An address that is nowhere. Next renders it with every page, in case it is needed: nothing is
 * asked here, and nothing of the desk stands around it.
 */
export default function NotFound() {
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
