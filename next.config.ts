import type { NextConfig } from "next";
import { answerHeaders } from "./lib/answer-headers";

const headers = (given: Record<string, string>) =>
  Object.entries(given).map(([key, value]) => ({ key, value }));

export default {
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
