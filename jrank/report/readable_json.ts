/** JSON that people read and compare, without a line for every number. */

/** What is no longer than this stands on one line. */
const LINE = 100;

/** Indented like JSON.stringify does, but with rows of data, and whatever is short, on a line each. */
export function readableJson(value: unknown, indent = ""): string {
  const line = JSON.stringify(value);
  if (line.length + indent.length <= LINE || isRow(value)) return line;
  const inside = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item) => inside + readableJson(item ?? null, inside))
    : Object.entries(value as object)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${inside}${JSON.stringify(key)}: ${readableJson(item, inside)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.join(",\n")}\n${indent}${close}`;
}

/** A text or number, or an object of such only. */
function isRow(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return (
    !Array.isArray(value) &&
    Object.values(value).every((item) => typeof item !== "object" || item === null)
  );
}
