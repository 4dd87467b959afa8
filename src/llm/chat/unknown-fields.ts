/** Fields of a server's own beside those that everybody knows: they go back as they came. */
export type UnknownFields = Readonly<Record<string, unknown>>

/**
 * The fields of a message that came in pieces: texts are joined, lists go on, objects are merged, of anything else the last one
 * holds. Pieces of lists belong together by their `index`, or, without one, while they are of one type and not signed yet.
 */
export function mergeFields(
  before: UnknownFields | undefined,
  next: UnknownFields | undefined,
): UnknownFields | undefined {
  if (before === undefined || next === undefined) return before ?? next
  const merged: Record<string, unknown> = { ...before }
  for (const [key, value] of Object.entries(next)) {
    if (value !== null && value !== undefined) merged[key] = mergeValues(merged[key], value, key)
  }
  return merged
}

/** What is a name and no text that grows. */
const NAMES = ['type', 'id', 'format', 'index', 'signature', 'name', 'role']

function mergeValues(before: unknown, next: unknown, key: string): unknown {
  if (before === undefined || before === null) return next
  if (typeof before === 'string' && typeof next === 'string') return NAMES.includes(key) ? next : before + next
  if (Array.isArray(before) && Array.isArray(next)) return next.reduce(addItem, before)
  if (isObject(before) && isObject(next)) return mergeFields(before, next)
  return next
}

function addItem(items: readonly unknown[], item: unknown): readonly unknown[] {
  if (!isObject(item)) return [...items, item]
  const at = items.findLastIndex(one => isObject(one) && belongsTo(one, item, one === items.at(-1)))
  const begun = items[at]
  return isObject(begun) ? items.with(at, mergeFields(begun, item)) : [...items, item]
}

function belongsTo(begun: UnknownFields, item: UnknownFields, isLast: boolean): boolean {
  const { index, type } = item
  if (index !== undefined || begun['index'] !== undefined) return index === begun['index'] && type === begun['type']
  return isLast && type !== undefined && type === begun['type'] && !begun['signature']
}

function isObject(value: unknown): value is UnknownFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
