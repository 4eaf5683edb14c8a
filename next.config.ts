import type { NextConfig } from "next";
import { answerHeaders } from "./lib/answer-headers";

const headers = (given: Record<string, string>) =>
  Object.entries(given).map(([key, value]) => ({ key, value }));

/** `npm run bench` builds the app beside its floors: files that end in .bench.ts or .bench.tsx. */
const bench = process.env.RINGBOOK_BENCH === "1";

export default {
  ...(bench && { distDir: ".next-bench", pageExtensions: ["ts", "tsx", "bench.ts", "bench.tsx"] }),
  poweredByHeader: false,
  headers: async () => [
    { source: "/:path*", headers: headers(answerHeaders) },
    { source: "/api/:path*", headers: headers({ "Cache-Control": "private, no-store" }) },
  ],
  reactStrictMode: true,
  // What API routes import is bundled as what the app's routes do; among it `server-only`, which means something to bundlers alone.
  bundlePagesRouterDependencies: true,
  serverExternalPackages: ["twilio", "postgres", "nodemailer"],
  // `npm run check` types everything, tests too; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
} satisfies NextConfig;
