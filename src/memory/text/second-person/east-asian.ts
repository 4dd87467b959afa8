import type { Segment } from './segments.ts'

/** How a language without forms of the verb for persons speaks of the user, and to them. */
interface Address {
  /** The user; what stands before and behind has to fit as well. */
  readonly user: RegExp
  /** What can stand before the user, where this is no common noun (“other users”) and no part of another word. */
  readonly before: RegExp
  /** What makes another word of it, or another person. */
  readonly unclear?: RegExp
  readonly you: (found: string) => string
}

/*
 * Japanese, Chinese and Korean: “the user” is a noun in the sentence as “you” is, and no other word changes with it.
 * Word lists: what stands before and behind the noun where it is one for itself.
 */
const ADDRESSES: readonly Address[] = [
  {
    user: /ユーザー?(?![\p{L}\p{N}ー]|$)|ユーザー(?=[はのがをにともへでや、]|から|より|本人|自身|$)/gu,
    before: /(?:^|[、。，,.：:；;（(「\s]|[はがをにでと]|から|より)$/u,
    unclear: /ユーザーと彼|彼らユーザー/u,
    you: () => 'あなた',
  },
  {
    user: /用户|使用者|用戶/gu,
    before:
      /(?:^|[，。；：、,.;:（(“"\s]|[和与跟对给让把被向为替比由是在从但而则要帮教送陪请约叫由于及]|因为|所以|如果|虽然|尽管|认为|觉得|知道|希望|告诉|说|想让|答应|借给|認為|覺得|告訴|說|對|與|給|讓|為)$/u,
    unclear:
      /(?:用户|使用者|用戶)(?:名|界面|介面|体验|组|群|手册|协议|账号|账户|端|量|反馈|需求|们|數|数据|研究|增长|画像)|(?<![吉其])[他她](?!们)/u,
    you: () => '你',
  },
  {
    user: /사용자(?:는|의|가|를|와|로|랑|에게|한테|도)(?![\p{L}])/gu,
    before: /(?:^|[,.;:(\s])$/u,
    unclear: /(?:다른|많은|일반|모든|신규|파워) 사용자/u,
    you: found => `당신${KOREAN_ENDINGS[found.slice(3)] ?? found.slice(3)}`,
  },
]

/** Particles behind a vowel, as they are behind a consonant. */
const KOREAN_ENDINGS: Readonly<Record<string, string>> = {
  ...{ 는: '은', 가: '이', 를: '을', 와: '과', 로: '으로', 랑: '이랑' },
}

/** A sentence in Japanese, Chinese or Korean as one to the user; undefined where it tells of none, or of several. */
export function addressInEastAsian(text: string): readonly Segment[] | undefined {
  for (const { user, before, unclear, you } of ADDRESSES) {
    const found = [...text.matchAll(user)].filter(({ index }) => !isQuotedAt(text, index))
    if (found.length === 0) continue
    if (unclear?.test(text) || !found.every(({ index }) => before.test(text.slice(Math.max(0, index - 4), index))))
      return undefined
    let end = 0
    const segments = found.flatMap(({ 0: stored, index }): readonly Segment[] => {
      const between = text.slice(end, index)
      end = index + stored.length
      return [...(between === '' ? [] : [{ stored: between, shown: between }]), { stored, shown: you(stored) }]
    })
    const rest = text.slice(end)
    return rest === '' ? segments : [...segments, { stored: rest, shown: rest }]
  }
  return undefined
}

const QUOTATIONS = /「[^」]{0,1000}」|『[^』]{0,1000}』|“[^”]{0,1000}”|"[^"]{0,1000}"|《[^》]{0,1000}》/gu

function isQuotedAt(text: string, at: number): boolean {
  return [...text.matchAll(QUOTATIONS)].some(({ 0: quoted, index }) => index <= at && at < index + quoted.length)
}

/** The same way back: what is written to “you”, about the user. Undefined where there is no “you” of these languages. */
export function restoreEastAsian(edited: string, stored: string): string | undefined {
  // Several are nobody's “you”.
  if (/あなた(?:たち|達|方)|[你您]们|[你您]們|당신들/u.test(edited)) return undefined
  const noun = /ユーザー|用户|使用者|用戶|사용자/u.exec(stored)?.[0]
  if (edited.includes('あなた')) return edited.replaceAll('あなた', noun ?? 'ユーザー')
  if (/[你您]/u.test(edited)) return edited.replaceAll(/[你您]/gu, noun ?? '用户')
  if (!edited.includes('당신')) return undefined
  return edited.replaceAll(
    /당신(으로|이랑|은|이|을|과|도|의)?/gu,
    (_, ending = '') => `사용자${VOWEL_ENDINGS[ending] ?? ending}`,
  )
}

const VOWEL_ENDINGS = Object.fromEntries(Object.entries(KOREAN_ENDINGS).map(([vowel, consonant]) => [consonant, vowel]))
