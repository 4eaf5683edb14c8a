import type { NextConfig } from "next";

export default {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["twilio", "postgres", "nodemailer"],
  // `npm run check` types everything, tests too; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
} satisfies NextConfig;
