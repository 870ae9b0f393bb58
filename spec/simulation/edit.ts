/** What somebody does to the source. `pick` chooses among the things there are, counted modulo their number. */
export type Edit =
  | {
      readonly kind: 'add' | 'change' | 'delete' | 'restore';
      readonly pick: number;
      /** How long after its stamp it is committed, in milliseconds. */
      readonly lateMs: number;
    }
  /** Somebody touches every thing there is, as a migration does. */
  | { readonly kind: 'change all' }
  /** Time passes. */
  | { readonly kind: 'wait'; readonly ms: number }
  /** The source's clock is set back. */
  | { readonly kind: 'step back'; readonly ms: number };

export function printEdit(edit: Edit): string {
  if (edit.kind === 'wait' || edit.kind === 'step back') return `${edit.kind} ${edit.ms} ms`;
  if (edit.kind === 'change all') return edit.kind;
  const late = edit.lateMs === 0 ? '' : `, committed ${edit.lateMs} ms later`;
  return `${edit.kind} ${edit.kind === 'add' ? 'a thing' : `#${edit.pick}`}${late}`;
}
