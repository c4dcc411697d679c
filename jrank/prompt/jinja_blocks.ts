/** Marks the places of a parsed template that `jinja.ts` evaluates itself. */

/** A node of @huggingface/jinja's tree, as far as it is looked at. */
export interface Node {
  type: string;
  [field: string]: unknown;
}

const STATEMENTS = new Set([
  ...["Set", "If", "For", "Macro", "CallStatement", "FilterStatement", "Break", "Continue"],
  ...["Comment", "StringLiteral", "Block", "LoopBody"],
]);
const BODIES = ["body", "alternate", "defaultBlock"];

/**
 * The same template with every list of statements as one `Block` (of a loop: `LoopBody`), every
 * printed expression as `Output`, and what a loop goes through as `Iterable`.
 */
export function withBlocks<T extends object>(node: T): T {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(node)), node) as Node;
  for (const field of BODIES) {
    const list = copy[field];
    if (!Array.isArray(list) || list.length === 0) continue;
    const statements = list.map((statement: Node) =>
      STATEMENTS.has(statement.type)
        ? withBlocks(statement)
        : { type: "Output", expression: statement },
    );
    const type = copy.type === "For" && field === "body" ? "LoopBody" : "Block";
    copy[field] = [{ type, statements }];
  }
  if (copy.type === "For") {
    const through = copy.iterable as Node;
    copy.iterable =
      through.type === "SelectExpression"
        ? { ...through, lhs: { type: "Iterable", of: through.lhs } }
        : { type: "Iterable", of: through };
  }
  return copy as T;
}
