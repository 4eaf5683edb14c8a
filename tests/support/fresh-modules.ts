import { vi } from "vitest";

// Files share a process, where npm's packages stay loaded; ours are loaded anew by each.
vi.resetModules();
vi.unstubAllEnvs();
vi.unstubAllGlobals();
