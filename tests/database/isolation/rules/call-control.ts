import type { Subject } from "@/tests/database/isolation/subject";
import { call } from "@/tests/database/isolation/tenants";
