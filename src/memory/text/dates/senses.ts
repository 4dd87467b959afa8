export const dateUnits = ['day', 'week', 'month', 'quarter', 'year'] as const
export type DateUnit = (typeof dateUnits)[number]

/** What a word or phrase means in a date. Counts and signs are seen from now: -1 is past, 1 is to come. */
export type Sense =
  | { readonly kind: 'month'; readonly month: number } // from 0 on
  | { readonly kind: 'weekday'; readonly weekday: number } // Monday is 0
  | { readonly kind: 'season'; readonly season: number } // spring is 0
  | { readonly kind: 'weekend' }
  | { readonly kind: 'holiday'; readonly holiday: number } // holidays.ts
  | { readonly kind: 'number'; readonly value: number; readonly isOrdinal: boolean }
  /** `tomorrow`, `last week`; some of them can be counted as well: two `tuần trước` are two weeks ago. */
  | { readonly kind: 'relative'; readonly unit: DateUnit; readonly count: number; readonly isCountable?: boolean }
  /** `week`, `Wochen`. Only one of them is meant by a word that no other number stands before. */
  | { readonly kind: 'unit'; readonly unit: DateUnit | 'fortnight' | 'halfYear'; readonly isSingular: boolean }
  /** `next`, `this`, `letzten`. */
  | { readonly kind: 'modifier'; readonly sign: -1 | 0 | 1 }
  /** `ago`, `in`: what makes a point in time of a number of units. */
  | { readonly kind: 'direction'; readonly sign: -1 | 1 }

export type SenseKind = Sense['kind']
export type SenseOf<Kind extends SenseKind> = Extract<Sense, { kind: Kind }>
