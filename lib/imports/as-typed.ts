const madeSafe = /^'(?=[\s\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠\t\r])/u;

/** A cell as it was before csvLine made it safe for spreadsheets. */
export function asTyped(cell: string): string {
  return cell.replace(madeSafe, "");
}
