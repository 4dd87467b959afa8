/** Most texts are ASCII, and take a tenth of the time. */
const ASCII = /^[\t\n\r -~]*$/u

/**
 * What can't be seen, or only turns the direction of what can: it is in no text by itself, but in words that are to look
 * like others. The marks that Arabic numbers are written with are of the same class, and seen.
 */
const UNSEEN = /(?![\u0600-\u0605\u06dd\u070f\u08e2])[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\u2800]/gu

/** Controls but for tabs and line ends, which part words. */
const CONTROL = /(?![\t\n\r])\p{Cc}/gu

/** The flags of England, Scotland, Wales and the like are spelled in tags (UTS #51, emoji tag sequences). */
const FLAG_OF_TAGS = /^\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F}/u
const LONGEST_FLAG = 16

/** Letters and signs of scripts in which a joiner changes how the next letter looks (Unicode 23.2, cursive and Indic joining). */
const JOINING =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}]/u
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\ufe0f/u
const SHOWN_AS_PICTURE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}]/u

/** More marks on one letter than any language writes (Vietnamese two, Hebrew with cantillation four). */
const MARK_RUN = /(?<kept>\p{M}{4})\p{M}+/gu

const [NON_JOINER, JOINER, TEXT_STYLE, PICTURE_STYLE, KEYCAP] = ['\u200c', '\u200d', '\ufe0e', '\ufe0f', '\u20e3']

/**
 * A text as it is kept and shown: composed (NFC), without anything that can't be seen, that turns the direction of what
 * can, or that is piled on letters. Joiners stay where a script or an emoji needs them, and the flags that are made of tags.
 */
export function cleanText(text: string): string {
  if (ASCII.test(text)) return text
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(UNSEEN, keptIfNeeded)
    .replace(CONTROL, ' ')
    .replace(MARK_RUN, '$<kept>')
}

function keptIfNeeded(sign: string, at: number, text: string): string {
  const before = characterBefore(text, at)
  const after = String.fromCodePoint(text.codePointAt(at + sign.length) ?? 0x20)
  return isNeeded(sign, before, after) || isInFlag(text, at) ? sign : ''
}

function isNeeded(sign: string, before: string, after: string): boolean {
  const isOfScript = JOINING.test(before) && JOINING.test(after)
  switch (sign) {
    case NON_JOINER:
      return isOfScript
    case JOINER:
      return isOfScript || (PICTURE.test(before) && SHOWN_AS_PICTURE.test(after))
    case TEXT_STYLE:
    case PICTURE_STYLE:
      return /\p{Extended_Pictographic}/u.test(before) || after === KEYCAP
    default:
      return false
  }
}

function characterBefore(text: string, at: number): string {
  if (at === 0) return ''
  const isLowSurrogate = (text.charCodeAt(at - 1) & 0xfc00) === 0xdc00
  return text.slice(at - (isLowSurrogate ? 2 : 1), at)
}

function isInFlag(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== 0xdb40) return false
  const start = text.lastIndexOf('\u{1F3F4}', at)
  if (start < 0 || at - start > LONGEST_FLAG) return false
  const flag = FLAG_OF_TAGS.exec(text.slice(start, start + LONGEST_FLAG))?.[0]
  return flag !== undefined && at < start + flag.length
}
