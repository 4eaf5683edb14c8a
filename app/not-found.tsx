import type { Metadata } from "next";
import Link from "next/link";
import { Brand } from "@/components/shell/brand";
import { NotHere } from "@/components/shell/not-here";

export const metadata: Metadata = { title: "Page not found" };

/**
 * Without the desk's frame: its live updates refresh the page, and a page without a route of its
 * own is loaded anew by each refresh, for ever.
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
