/** Sizes that a server takes at most, in the order in which they are told to operators. */
export const limitNames = [
  'contextTokens',
  'responseTokens',
  'images',
  'imageBytes',
  'imageSide',
  'batchTexts',
] as const

/**
 * `contextTokens`: prompt and answer together, as our counter counts. `images`: in one request. `imageSide`: the longer
 * side in pixels. `batchTexts`: texts to embed in one request.
 */
export type LimitName = (typeof limitNames)[number]

export type Limits = { readonly [Name in LimitName]?: number }
