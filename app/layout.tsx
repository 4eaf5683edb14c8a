import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { fontClass } from "@/app/font";
import { env } from "@/lib/core/env";
import "@/app/globals.css";

export const metadata: Metadata = {
  title: { default: "Ringbook", template: "%s · Ringbook" },
  description: "The CRM whose contacts ring.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8f8fa" },
    { media: "(prefers-color-scheme: dark)", color: "#0e0e12" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Read per request: a build carries no addresses, so that one runs anywhere.
  await connection();
  const { NEXT_PUBLIC_SUPABASE_URL, NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY } = env();
  return (
    <html lang="en" className={fontClass}>
      <body
        data-supabase-url={NEXT_PUBLIC_SUPABASE_URL}
        data-supabase-key={NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY}
        className="min-h-dvh font-sans"
      >
        {children}
      </body>
    </html>
  );
}
