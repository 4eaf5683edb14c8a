"use client";

import { EditorProvider } from "@/components/routing/editor-context";
import { RouteOutline } from "@/components/routing/outline";
import { useEditing } from "@/components/routing/use-editing";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/notice";
import { restoreVersion } from "@/lib/routing/actions";
import type { EditorFacts } from "@/lib/routing/edit/facts";
import type { ShownVersion } from "@/lib/routing/edit/history";
import type { Route } from "@/lib/routing/route";

/** A version to look at, and to use again. */
export function VersionView({
  id,
  shown,
  facts,
  edits,
  unsaved,
}: {
  id: string;
  shown: ShownVersion;
  facts: EditorFacts;
  edits: boolean;
  /** Whether the draft has changes that would be lost. */
  unsaved: boolean;
}) {
  const lost = unsaved ? " The draft's changes that aren't published are lost." : "";
  return (
    <Card
      title={shown.when}
      description={`Published by ${shown.by}`}
      actions={
        edits &&
        shown.route && (
          <ConfirmDialog
            title="Use this version again"
            description={`It becomes the draft, where you can look at it and publish it.${lost}`}
            confirmLabel="Make it the draft"
            danger={unsaved}
            action={restoreVersion}
            fields={{ id, version: shown.id }}
            trigger={<Button size="sm">Use this version again</Button>}
          />
        )
      }
    >
      {shown.route ? (
        <Steps key={shown.id} route={shown.route} facts={facts} />
      ) : (
        <Notice tone="warn">This version can't be read any more.</Notice>
      )}
    </Card>
  );
}

const nothing = () => {};

function Steps({ route, facts }: { route: Route; facts: EditorFacts }) {
  const editor = useEditing(route, facts, nothing);
  return (
    <EditorProvider value={{ ...editor, findings: [] }}>
      <RouteOutline />
    </EditorProvider>
  );
}
