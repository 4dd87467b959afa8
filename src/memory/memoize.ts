import { LRUCache } from 'lru-cache'

/** A function of objects that never change: each value is computed once, and kept as long as its object is in use. */
export function memoizeByObject<Key extends object, Value extends {}>(
  compute: (key: Key) => Value,
): (key: Key) => Value {
  const values = new WeakMap<Key, Value>()
  return key => {
    const known = values.get(key)
    if (known !== undefined) return known
    const value = compute(key)
    values.set(key, value)
    return value
  }
}

/** A function of strings, of whose values the `max` that were used last are kept. */
export function memoizeByString<Value extends {}>(
  compute: (key: string) => Value,
  max: number,
): (key: string) => Value {
  const values = new LRUCache<string, Value>({ max, memoMethod: compute })
  return key => values.memo(key)
}

/** For a cache of so many, of which most are rarely there: with `max` it would lay out all places when it is made. */
export const atMost = (count: number) => ({ maxSize: count, sizeCalculation: () => 1 })
