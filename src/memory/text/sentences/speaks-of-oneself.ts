import { POSSESSIVES } from './function-words.ts'

/** "I" and "we". Word list: a closed class; in a language that leaves them out or is missing, only "my" tells. */
const PRONOUNS = new Set(
  `i we ich wir je j nous yo nosotros nosotras eu nós io noi ik wij jag jeg vi ja my já я мы ми ben biz minä me`.split(
    ' ',
  ),
)
const UNSPACED = /[我私僕俺]|나는|내가|저는|제가|우리/u

/** Whether whoever says this speaks of themselves: the same words from somebody else would be of them. */
export function speaksOfOneself(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  return UNSPACED.test(text) || words.some(word => PRONOUNS.has(word) || POSSESSIVES.has(word))
}
