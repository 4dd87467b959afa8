import { namesIn } from '../believing/names.ts'
import { saysSomething } from '../believing/quotes.ts'
import { plain } from '../plain.ts'
import { keywordsIn, wordsOf } from '../recalling/words.ts'
import type { Fact } from '../types.ts'

/** By what a fact is known again in other texts. */
export interface Clues {
  /** Its quote, plain; empty where it says nothing. */
  readonly quote: string
  /** The quote says too little to be looked for in other words: only a text that is the quote says it. */
  readonly isWhole: boolean
  /** The words that tell what it is about, stemmed; empty where they are too few or too common to know it by. */
  readonly keys: readonly string[]
}

/** Characters a quote must have to be looked for in longer texts; one of Chinese or Japanese counts twice. */
const LEAST_QUOTE = 8

/** Words for the user, and for giving a name: they tell nothing of what a fact is about. */
const EMPTY = new Set(
  wordsOf(
    `user users name named names called nutzer benutzer der die das heißt usuario usuaria el la se llama utilisateur
    l utilisateur le les s appelle 用户 使用者 叫 名字 的 是 在 了 ユーザー ユーザ 名前 は が を に の で と です`,
  ),
)

/** Words that stand in so many sentences that two of them say nothing in common: "likes tea", "would like some tea". */
const COMMON = new Set(
  wordsOf(
    `also always big day feel feels find found get gets go goes going good got great hate hates keep kind know knows like
    likes little live lived lives living long look love loved loves make makes mean need needs never new often old one
    people person plan plans prefer prefers enjoy enjoys say says see since something sometimes start still stay take
    tell thing things think thinks time today try two use used uses want wants way well went wish work worked works year
    years yes mag möchte wohnt lebt arbeitet gern gusta vive trabaja quiere aime habite travaille veut
    喜欢 喜歡 住 工作 想 有 好き 住ん いる ある い ます し て 働い`,
  ),
)

/** Stands before words to filter, so that all of them go where none tells anything. */
const TELLING = 'lisbon'

const made = new WeakMap<Pick<Fact, 'text' | 'quote'>, Clues>()

/**
 * By what a fact is known again. Its quote; and its telling words, all of them in one sentence, if there is a name or a
 * number among them, or two that are not common: by "The user likes tea" nothing but its quote is known again, by
 * "The user lives in Lisbon" also "You live in Lisbon", though not every question about Lisbon.
 */
export function cluesOf(fact: Pick<Fact, 'text' | 'quote'>): Clues {
  const found = made.get(fact)
  if (found !== undefined) return found
  const quote = saysSomething(fact.quote) ? bare(fact.quote) : ''
  const clues = { quote, isWhole: quote === '' || isTooLittle(quote), keys: keysOf(fact.text) }
  made.set(fact, clues)
  return clues
}

/** A text as quotes are compared: plain, without the marks around it. */
export function bare(text: string): string {
  return plain(text).replace(/^["'(\s]+|["')\s.!?。！？]+$/gu, '')
}

/** The words of a text that tell something, stemmed, each once. */
function tellingWords(text: string): readonly string[] {
  const telling = keywordsIn([TELLING, ...wordsOf(text)]).slice(1)
  return [...new Set(telling)].filter(word => !EMPTY.has(word))
}

/** Whether a stemmed word is one that stands in many sentences. */
export function isCommon(word: string): boolean {
  return COMMON.has(word)
}

/** Words of which a text that draws on a fact holds at least one: those that are not common, if there are any. */
export function wordsOfFact({ text }: Pick<Fact, 'text'>): ReadonlySet<string> {
  const telling = tellingWords(text)
  const rare = telling.filter(word => !COMMON.has(word))
  return new Set(rare.length > 0 ? rare : telling)
}

function keysOf(text: string): readonly string[] {
  const words = tellingWords(text)
  const names = new Set(namesIn(text, []).flatMap(wordsOf))
  const isNamed = words.some(word => names.has(word) || /^\p{N}/u.test(word))
  return isNamed || words.filter(word => !COMMON.has(word)).length >= 2 ? words : []
}

function isTooLittle(quote: string): boolean {
  const wide = quote.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu)?.length ?? 0
  return quote.length + wide < LEAST_QUOTE || tellingWords(quote).every(isCommon)
}
