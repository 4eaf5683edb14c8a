import type { NextConfig } from "next";
// Next resolves no "@/" in what this file imports.
import { requireNode } from "./lib/core/node-version";
import { areaPaths } from "./lib/headers/area";
import { headersFor } from "./lib/headers/headers-for";

requireNode(process.versions.node);

export default {
  poweredByHeader: false,
  headers: async () =>
    areaPaths.map(([area, source]) => ({
      source,
      headers: Object.entries(headersFor(area)).map(([key, value]) => ({ key, value })),
    })),
  reactStrictMode: true,
  // What API routes import is bundled as what the app's routes do; among it `server-only`, which
  // means something to bundlers alone.
  bundlePagesRouterDependencies: true,
  serverExternalPackages: ["twilio", "postgres", "pg-boss", "nodemailer"],
  // `npm run check` types everything, tests too; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
} satisfies NextConfig;
