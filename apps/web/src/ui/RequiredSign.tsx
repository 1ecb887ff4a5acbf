/** Beside the label, and not in it: screen readers hear it of the field itself (aria-required). */
export function RequiredSign() {
  return (
    <span aria-hidden className="text-xs text-muted">
      required
    </span>
  );
}
