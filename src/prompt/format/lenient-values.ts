/* Values as weak models write them. */

/** Far more than a batch of turns can give: further items are dropped. */
export const MAX_ITEMS = 100

/** A value alone is a list of one, and none at all an empty list. */
export function toList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value.slice(0, MAX_ITEMS) : [value]
}

/** A whole number, also one in a text: `2`, `"2"`, `"[2]"`, `"turn 2"`. */
export function toNumber(value: unknown): number | undefined {
  const digits = typeof value === 'string' ? (/^\D{0,8}(\d{1,9})\D{0,2}$/u.exec(value)?.[1] ?? '') : value
  const number = digits === '' ? Number.NaN : Number(digits)
  return typeof digits !== 'boolean' && Number.isSafeInteger(number) && digits !== null ? number : undefined
}

/** `true`, `1`, `"yes"`, and what says no in the same ways; undefined for anything else. */
export function toYesOrNo(value: unknown): boolean | undefined {
  const word = String(value).trim().toLowerCase()
  if (['true', 'yes', '1'].includes(word)) return true
  return ['false', 'no', '0'].includes(word) ? false : undefined
}
