/** Sizes that a server takes at most, and times, in the order in which they are told to operators. */
export const limitNames = [
  'contextTokens',
  'responseTokens',
  'images',
  'imageBytes',
  'imageSide',
  'batchTexts',
  'wholeAnswerMs',
  'parameters',
] as const

/**
 * `contextTokens`: prompt and answer together, as our counter counts. `images`: in one request. `imageSide`: the longer
 * side in pixels. `batchTexts`: texts to embed in one request. `wholeAnswerMs`: in which a whole answer was waited for in vain.
 * `parameters`: of the model.
 */
export type LimitName = (typeof limitNames)[number]

export type Limits = { readonly [Name in LimitName]?: number }
