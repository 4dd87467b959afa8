/**
 * Whether a mark is spoken of, as in “close it with </think> at the end”: it stands within a sentence, with spaces, or
 * between quotes. `before` is the line up to it. `open` where what follows decides.
 */
export function isMention(before: string, after: string, isEnd: boolean): boolean | 'open' {
  const isQuoted = /["'“”„‘’«»(]$/u.test(before)
  const isInSentence = /[\p{L}\p{N},;]\s$/u.test(before)
  if (!isQuoted && !isInSentence) return false
  if (after === '') return isEnd ? false : 'open'
  if (isQuoted) return /^["'“”‘’«»)]/u.test(after)
  if (/^[.,;:?!]/u.test(after)) return true
  if (!/^ /u.test(after)) return false
  if (after.length < 2) return isEnd ? false : 'open'
  return /^ [\p{Ll}\p{Lo}\p{N}(]/u.test(after)
}
