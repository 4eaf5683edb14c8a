import type { NextConfig } from "next";

export default {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["twilio", "postgres", "nodemailer"],
  experimental: { authInterrupts: true },
} satisfies NextConfig;
