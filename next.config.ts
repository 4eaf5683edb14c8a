import type { NextConfig } from "next";

const unused = [
  "accelerometer",
  "bluetooth",
  "browsing-topics",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "hid",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "serial",
  "usb",
];

/** On every answer. Pages get a policy of their own for scripts and styles, with a nonce (middleware.ts). */
const everywhere = {
  "Content-Security-Policy":
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": unused.map((feature) => `${feature}=()`).join(", "),
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

const headers = (given: Record<string, string>) =>
  Object.entries(given).map(([key, value]) => ({ key, value }));

/** `npm run bench` builds the app beside its floors: files that end in .bench.ts or .bench.tsx. */
const bench = process.env.RINGBOOK_BENCH === "1";

export default {
  ...(bench && { distDir: ".next-bench", pageExtensions: ["ts", "tsx", "bench.ts", "bench.tsx"] }),
  poweredByHeader: false,
  headers: async () => [
    { source: "/:path*", headers: headers(everywhere) },
    { source: "/api/:path*", headers: headers({ "Cache-Control": "private, no-store" }) },
  ],
  reactStrictMode: true,
  // What API routes import is bundled as what the app's routes do; among it `server-only`, which means something to bundlers alone.
  bundlePagesRouterDependencies: true,
  serverExternalPackages: ["twilio", "postgres", "nodemailer"],
  // `npm run check` types everything, tests too; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
} satisfies NextConfig;
