import { describe, expect, test } from 'vitest'
import { findLinks, hideLinks } from '../../../src/discord/outgoing/links.ts'
import { fc, runs } from '../../support/property.ts'

const known = new Set(['https://docs.example.org/guide', 'https://en.wikipedia.org/wiki/Tea_(drink)'])
const hidden = (text: string) => hideLinks(text, { known })

describe('a link that nobody who reads along has seen', () => {
  test.each([
    ['See https://evil.example/?q=Ada.', 'See `https://evil.example/?q=Ada`.'],
    ['<https://evil.example>', '`https://evil.example`'],
    ['[click me](https://evil.example/x)', '[click me] (`https://evil.example/x`)'],
    ['[a [b] c](<https://evil.example/x> "title")', '[a [b] c] (`https://evil.example/x` "title")'],
    ['![a cat](https://evil.example/cat.png)', '![a cat] (`https://evil.example/cat.png`)'],
    ['[https://bank.example](https://evil.example)', '[`https://bank.example`] (`https://evil.example`)'],
    ['HTTPS://EVIL.EXAMPLE/x', '`HTTPS://EVIL.EXAMPLE/x`'],
    ['`https://evil.example', '\\``https://evil.example`'],
    ['\\`https://evil.example\\`', '\\``https://evil.example`\\`'],
    ['``a `https://evil.example`', '\\`\\`a `https://evil.example`'],
    ['`\nhttps://evil.example', '\\`\n`https://evil.example`'],
    ['```\nhttps://evil.example', '\\`\\`\\`\n`https://evil.example`'],
    ['**https://evil.example**', '**`https://evil.example`**'],
    ['||https://evil.example||', '||`https://evil.example`||'],
    ['(https://evil.example)', '(`https://evil.example`)'],
    ['見て https://evil.example/猫。', '見て `https://evil.example/猫`。'],
    ['steam://run/1 and ftp://evil.example', '`steam://run/1` and `ftp://evil.example`'],
    ['<mailto:eve@evil.example> <tel:+4930123>', '`mailto:eve@evil.example` `tel:+4930123`'],
    ['join discord.gg/evil', 'join `discord.gg/evil`'],
    ['https://docs.example.org/guide?q=Ada', '`https://docs.example.org/guide?q=Ada`'],
  ])('can’t be opened: %s', (text, shown) => {
    expect(hidden(text)).toBe(shown)
  })

  test('is shown without its end where it is long, so that no message is cut within it', () => {
    const shown = hidden(`https://evil.example/${'a'.repeat(5000)} end`)

    expect(shown).toMatch(/^`https:\/\/evil\.example\/a+…` end$/u)
    expect(shown.length).toBeLessThan(400)
  })
})

describe('stays as it is', () => {
  test.each([
    'what the asker wrote themselves: https://docs.example.org/guide.',
    'see https://en.wikipedia.org/wiki/Tea_(drink), (https://docs.example.org/guide)',
    '[the guide](https://docs.example.org/guide)',
    '`curl https://evil.example` and ```sh\ncurl https://evil.example\n```',
    '``a ` https://evil.example``',
    'at 10:30, a: b, std::vector, array[0] (x), https:// and "://"',
    'I like discord.',
    '<@123> <#456> <t:1700000000:R> <:cat:789>',
  ])('%s', text => {
    expect(hidden(text)).toBe(text)
  })
})

test('links are found as they stand in a text', () => {
  expect(findLinks('(https://a.example/b), <https://c.example> and [x](https://d.example/(e)).')).toEqual([
    'https://a.example/b',
    'https://c.example',
    'https://d.example/(e)',
  ])
})

const piece = fc.constantFrom(
  ...['`', '``', '```', '\\', '[', '](', ')', '<', '>', ' ', '\n', 'a', '!', '(', '"'],
  ...['https://evil.example/x', 'https://docs.example.org/guide', 'discord.gg/evil', '://', '猫', '**'],
)

test('nothing can be opened however it is wrapped, and what is hidden once is hidden', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
      const shown = hidden(pieces.join(''))
      expect(hidden(shown)).toBe(shown)
      expect(openable(shown).filter(link => !known.has(link))).toEqual([])
    }),
    runs(400),
  )
})

/** The links that are in no code, by the patterns that Discord's own client is known to have for code. */
function openable(text: string): readonly string[] {
  const plain: string[] = []
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at)
    const block = /^```(?:([a-z0-9_+\-.#]+?)\n)?\n*([^\n][\s\S]*?)\n*```/iu.exec(rest)?.[0]
    const code = block ?? /^(`+)([\s\S]*?[^`])\1(?!`)/u.exec(rest)?.[0]
    const escaped = /^\\[`[\]()<>*_~|!"\\]/u.exec(rest)?.[0]
    const next = code ?? escaped ?? rest.slice(0, 1)
    plain.push(code === undefined ? next : ' ')
    at += next.length
  }
  return findLinks(plain.join(''))
}
