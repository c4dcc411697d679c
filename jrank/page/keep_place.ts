/** Drawing a page anew keeps the focus and what was unfolded: elements are known by `data-key`. */

/** Remembers them now; the returned function brings them back in the new content. */
export function keepPlace(root: Element): () => void {
  const active = document.activeElement;
  const focused =
    active instanceof HTMLElement && root.contains(active) ? active.dataset.key : undefined;
  const open = new Set(
    [...root.querySelectorAll<HTMLDetailsElement>("details[data-key]")]
      .filter((details) => details.open)
      .map((details) => details.dataset.key),
  );
  return () => {
    for (const details of root.querySelectorAll<HTMLDetailsElement>("details[data-key]")) {
      if (open.has(details.dataset.key)) details.open = true;
    }
    if (focused === undefined) return;
    const again = root.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`);
    again?.focus({ preventScroll: true });
  };
}
