import { cleanText } from './clean.ts'

const SINGLE_QUOTES = /[\u2018-\u201b\u2032\u02bc\u00b4`]/gu
const DOUBLE_QUOTES = /[\u00ab\u00bb\u201c-\u201f\u2033\u300c-\u300f]/gu
const DASHES = /[\p{Dash_Punctuation}\u2212]/gu
/** Most texts are ASCII, and take a tenth of the time. */
const ASCII = /^[\t\n\r !-~]*$/u
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu

/** A character that stands for more (`ﷺ` for eighteen, `㌖` for six) is read as it is, and no text becomes more than so many times as long. */
const MOST_LETTERS = 4
/** All that Unicode has of them stand in these blocks: Letterlike Symbols to Dingbats, CJK Compatibility, Arabic Presentation Forms. */
const BLOCKS = [
  [0x2100, 0x2bff],
  [0x3200, 0x33ff],
  [0xfb00, 0xfdff],
  [0x1f100, 0x1f2ff],
] as const
const LONG_FORMS = new RegExp(
  `([${BLOCKS.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)).filter(
      sign => sign.normalize('NFKC').length > MOST_LETTERS,
    ),
  ).join('')}]+)`,
  'u',
)

/** Unicode's compatibility form (NFKC), but of single characters that would become whole words. In runs: thousands of them cost one step. */
export function compatibilityForm(text: string): string {
  if (!LONG_FORMS.test(text)) return text.normalize('NFKC')
  const parts = text.split(LONG_FORMS)
  return parts.map((part, at) => (at % 2 === 1 ? part : part.normalize('NFKC'))).join('')
}

/**
 * A text as it is compared: Unicode's compatibility form (NFKC) in lower case, with one kind of quotation mark,
 * apostrophe and dash, one space where there was white space, and nothing that can't be seen.
 */
export function normalizeText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase().replaceAll('`', "'").replace(/\s+/gu, ' ').trim()
  return compatibilityForm(text)
    .toLowerCase()
    .replace(SINGLE_QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(DASHES, '-')
    .replace(INVISIBLE, '')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Letters of scripts that put spaces between words: a word must not begin or end in the middle of them. */
const WORD_JOINING_LETTER =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Nd}]/u

/** Whether some words occur in a text as whole words, both of them normalized; in Chinese and Japanese anywhere. */
export function occursIn(words: string, text: string): boolean {
  if (words === '') return false
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) {
    const end = at + words.length
    if (!(continues(text[at - 1], words[0]) || continues(words.at(-1), text[end]))) return true
  }
  return false
}

/** A text without what a pattern of one character matches at its end; `/[.!]+$/` would begin anew at each of many dots in a text. */
export function trimEnding(text: string, character: RegExp): string {
  let end = text.length
  while (end > 0 && character.test(text[end - 1] ?? '')) end -= 1
  return text.slice(0, end)
}

/** A text on one line, clean: as it is kept, shown and put into prompts. */
export function toSingleLine(text: string): string {
  return cleanText(text)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}

function continues(before: string | undefined, after: string | undefined): boolean {
  return (
    before !== undefined && after !== undefined && WORD_JOINING_LETTER.test(before) && WORD_JOINING_LETTER.test(after)
  )
}
