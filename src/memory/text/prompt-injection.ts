import { liftingWords, RULE_PIECE, ruleWords, speaksOfBot } from './content-words.ts'
import { foldText, withoutLeet, withoutSpacing } from './fold.ts'

/** What separates the parts of a prompt, and a message that pretends to be one: chat templates, roles, headings of prompts. */
const MARKUP =
  /<\|[a-z_]{2,20}\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:system|assistant|instructions?)>|["']?role["']?\s?[:=]\s?["'](?:system|assistant|developer)["']|(?:^|\n)\s{0,3}#{1,6}\s?(?:instruction|system|prompt|new rules?)|(?:^|\n)\s{0,3}(?:system|assistant|developer)\s?:/iu

/** Whether a text tells the bot what to do, or what everyone owes or must do: no fact about anybody, but a rule in disguise. */
export function isInstruction(text: string): boolean {
  return hasMarkupOr(ruleWords, text)
}

/**
 * Whether a text that may tell the bot how to be, as an admin's may, poses as another part of a prompt, or sets aside the
 * rules that the bot has. It finds what is tried most: what holds whatever is written is that the prompt quotes such a text.
 */
export function liftsRules(text: string): boolean {
  return hasMarkupOr(liftingWords, text)
}

function hasMarkupOr(wordLists: readonly RegExp[], text: string): boolean {
  const { text: folded } = foldText(text)
  if (MARKUP.test(folded)) return true
  return readings(folded, text).some(form => wordLists.some(words => words.test(form)))
}

/** A text as it stands, and as it is read by who wrote it so that no filter would. */
function readings(folded: string, text: string): readonly string[] {
  const plain = folded.replace(/\s+/gu, ' ').replace(/[’‘]/gu, "'").trim()
  const spaced = withoutSpacing(plain)
  return [
    plain,
    withoutLeet(plain),
    ...(spaced === plain ? [] : [spaced, wordsFrom(spaced)]),
    [...plain].reverse().join(''),
    rot13(plain),
    ...decoded(text),
  ]
}

/**
 * Whether a text speaks of the bot, what it does and who is set over it: nothing of somebody's life, for which facts are
 * kept. A summary may tell of that: the bot was there.
 */
export function tellsOfBot(text: string): boolean {
  return speaksOfBot(foldText(text).text)
}

/** Words that were run together when their letters were set apart, as far as the list tells them. */
function wordsFrom(text: string): string {
  return text.replace(RULE_PIECE, ' $1 ').replace(/\s+/gu, ' ')
}

function rot13(text: string): string {
  return text.replace(/[a-z]/giu, letter => {
    const base = letter <= 'Z' ? 65 : 97
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base)
  })
}

const BASE64 = /[A-Za-z0-9+/]{16,2000}={0,2}/gu

/** What stands in Base64 in a text, if it is text. */
function decoded(text: string): readonly string[] {
  return (text.match(BASE64) ?? [])
    .map(run => Buffer.from(run, 'base64').toString('utf8'))
    .filter(words => /^[\p{L}\p{N}\p{P}\s]+$/u.test(words))
}
