import type { LineMark } from './lines.ts'
import type { NumberedItem } from './markdown.ts'

/** Counts the items of lists, as they come: in each list on from the number of its first. */
export function createItemCounter(text: string) {
  const items: NumberedItem[] = []
  const lists: { readonly indent: number; readonly isNumbered: boolean; readonly count: number }[] = []
  let lastEnd = 0

  /** An item whose mark stands at `from`, and which ends at `end`. */
  function count({ indent, number }: LineMark, from: number, end: number): void {
    // Anything between two items ends their list.
    if (text.slice(lastEnd, from).trim() !== '') lists.length = 0
    lastEnd = end
    const around = lists.findLastIndex(list => list.indent < indent) + 1
    const isNumbered = number !== undefined
    const list = lists[around]
    const goesOn = list?.indent === indent && list.isNumbered === isNumbered
    const shown = goesOn ? list.count + 1 : (number ?? 0)
    lists.splice(around, lists.length, { indent, isNumbered, count: shown })
    if (isNumbered) items.push({ from, written: number, shown })
  }

  return { items, count }
}
