import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lastNoteOf, listCallNotes, readCallNote, saveCallNote } from "@/lib/notes/call-note";
import { SaveCallNote } from "@/lib/notes/schema";
import { addNote, deleteNote, pinNote, readNote, writeNote } from "@/lib/notes/store";
import { talk } from "@/tests/database/rls/talk";
import { given } from "@/tests/database/rls/visitor";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { admin, machine } from "@/tests/telephony/record/call-record";

let acme: TestTenant;
let globex: TestTenant;
beforeAll(async () => {
  [acme, globex] = await Promise.all([makeTenant(), makeTenant()]);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

async function contactOf({ id, rep }: TestTenant): Promise<string> {
  const added = rep.db.from("contacts").insert({ tenant_id: id, name: "Jane" }).select("id");
  return (await given(added.single())).id;
}

async function noteBy(member: Member, contactId: string, body = "Called twice"): Promise<string> {
  const id = randomUUID();
  await addNote(member.db, acme.id, { id, contact_id: contactId, body });
  return id;
}

const read = async (id: string) => readNote(acme.rep.db, acme.id, id);

describe("a note", () => {
  test("is its author's, and everyone of the company reads it", async () => {
    const id = await noteBy(acme.rep, await contactOf(acme));
    for (const member of [acme.rep2, acme.manager, acme.admin]) {
      const note = await readNote(member.db, acme.id, id);
      expect(note).toMatchObject({ body: "Called twice", author: { name: "Rae Rep" } });
    }
    await expect(readNote(globex.admin.db, acme.id, id)).rejects.toThrow("doesn't exist");
  });

  test("that is sent twice is one; with another text it is another", async () => {
    const contact_id = await contactOf(acme);
    const note = { id: randomUUID(), contact_id, body: "Once" };
    await addNote(acme.rep.db, acme.id, note);
    await addNote(acme.rep.db, acme.id, note);
    await addNote(acme.rep.db, acme.id, { ...note, body: "Changed after going back" });
    const all = acme.rep.db.from("notes").select("body").eq("contact_id", contact_id);
    expect((await given(all)).map(({ body }) => body).sort()).toEqual([
      "Changed after going back",
      "Once",
    ]);
  });

  test("is kept as clean text, and not when nothing of it is visible", async () => {
    const contactId = await contactOf(acme);
    const id = await noteBy(acme.rep, contactId, " a\u0007b\r\nc ");
    expect((await read(id)).body).toBe("a b\nc");
    await expect(noteBy(acme.rep, contactId, "\u200b")).rejects.toThrow();
    await expect(noteBy(acme.rep, contactId, "a".repeat(10_001))).rejects.toThrow();
  });

  test("cannot be about another company's contact or call", async () => {
    const theirs = await contactOf(globex);
    await expect(noteBy(acme.rep, theirs)).rejects.toThrow("doesn't exist");
    const call_id = await talk(globex, globex.rep);
    const note = { id: randomUUID(), call_id, body: "Note" };
    await expect(addNote(acme.rep.db, acme.id, note)).rejects.toThrow("doesn't exist");
  });

  test("is edited by its author alone, and only as they have seen it", async () => {
    const id = await noteBy(acme.rep, await contactOf(acme), "one");
    const edit = (member: Member, body: string, was: string) =>
      writeNote(member.db, acme.id, { id, body, was });
    expect(await edit(acme.admin, "two", "one")).toBe(false);
    expect(await edit(acme.rep, "two", "one")).toBe(true);
    expect(await edit(acme.rep, "three", "one")).toBe(false);
    expect(await read(id)).toMatchObject({ body: "two", edited_by: acme.rep.userId });
  });

  test("without an author, from before notes had any, is edited by everyone", async () => {
    const id = await noteBy(acme.rep, await contactOf(acme), "one");
    await admin`update public.notes set author_id = null where id = ${id}`;
    expect(await writeNote(acme.rep2.db, acme.id, { id, body: "two", was: "one" })).toBe(true);
  });

  test("is deleted by its author, or by an admin, which the audit log says", async () => {
    const contactId = await contactOf(acme);
    const [own, other] = [await noteBy(acme.rep, contactId), await noteBy(acme.rep, contactId)];
    for (const member of [acme.rep2, acme.manager]) {
      await expect(deleteNote(member.db, acme.id, own)).rejects.toThrow("doesn't exist");
    }
    await deleteNote(acme.rep.db, acme.id, own);
    await deleteNote(acme.admin.db, acme.id, other);
    const log = acme.admin.db
      .from("audit_log")
      .select("subject, detail")
      .eq("action", "note.removed");
    const entries = await given(log);
    expect(entries.map(({ subject }) => subject)).toEqual([other]);
    expect(JSON.stringify(entries)).not.toContain("Called twice");
  });

  test("is pinned in place of the one that was, by anyone", async () => {
    const contactId = await contactOf(acme);
    const [one, two] = [await noteBy(acme.rep, contactId), await noteBy(acme.rep, contactId)];
    await pinNote(acme.rep2.db, one, true);
    await Promise.all([pinNote(acme.manager.db, two, true), pinNote(acme.rep.db, two, true)]);
    expect((await read(one)).pinned_at).toBeNull();
    expect((await read(two)).pinned_at).not.toBeNull();
    await pinNote(acme.rep.db, two, false);
    expect((await read(two)).pinned_at).toBeNull();
    await expect(pinNote(globex.admin.db, one, true)).rejects.toThrow("doesn't exist");
  });
});

describe("the note on a call", () => {
  test("is one for each author, whatever is typed, and none once it is emptied", async () => {
    const callId = await talk(acme, acme.rep);
    const say = ({ db }: Member, body: string) => saveCallNote(db, { callId, body });
    for (const body of ["Wants", "Wants a quote", "Wants a quote on Monday"]) {
      expect(await say(acme.rep, body)).toBe("saved");
    }
    await say(acme.manager, "Well done");
    const notes = await listCallNotes(acme.rep2.db, acme.id, callId);
    expect(notes.map(({ body }) => body)).toEqual(["Wants a quote on Monday", "Well done"]);
    await say(acme.rep, "");
    const asked = { callId, userId: acme.rep.userId };
    expect(await readCallNote(acme.rep.db, acme.id, asked)).toBe("");
  });

  test("is not written over what another window of the same person has saved", async () => {
    const callId = await talk(acme, acme.rep);
    const say = (body: string, was: string) => saveCallNote(acme.rep.db, { callId, body, was });
    expect(await say("one", "")).toBe("saved");
    expect(await say("two", "")).toBe("changed");
    expect(await say("", "")).toBe("changed");
    expect(await say("two", "one")).toBe("saved");
    expect(await say("two", "")).toBe("saved");
  });

  test("follows the call to whoever is found to have its number", async () => {
    const callId = await talk(acme, acme.rep2);
    await saveCallNote(acme.rep2.db, { callId, body: "Call again" });
    const contactId = await contactOf(acme);
    const call = acme.rep.db.from("calls").select("customer_number, contact_id").eq("id", callId);
    const { customer_number, contact_id } = await given(call.single());
    expect(contact_id).toBeNull();
    const phone = { tenant_id: acme.id, contact_id: contactId, phone: customer_number };
    await given(acme.rep.db.from("contact_phones").insert(phone).select());
    const last = await lastNoteOf(acme.rep.db, acme.id, contactId);
    expect(last?.contact_id).toBe(contactId);
  });

  test("is refused on another company's call", async () => {
    const callId = await talk(globex, globex.rep);
    const asked = saveCallNote(acme.rep.db, { callId, body: "Note" });
    await expect(asked).rejects.toThrow("doesn't exist");
  });

  test("is compared with what was known as it would have been saved", () => {
    const form = { call_id: randomUUID(), body: " a\r\n", was: "b\r\n" };
    expect(SaveCallNote.parse(form)).toMatchObject({ body: "a", was: "b" });
  });
});
