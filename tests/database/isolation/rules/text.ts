import type { Subject } from "@/tests/database/isolation/subject";

export const text: Subject = {
  functions: {
    "machine.answer_failed": "machine",
    "private.clean_line": "nobody",
    "private.clean_paragraphs": "nobody",
    "private.clean_text": "nobody",
    "private.is_visible": "nobody",
    "private.known_time_zone": "nobody",
    "private.trim_invisible": "nobody",
  },
};
