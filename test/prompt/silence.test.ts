import { describe, expect, test } from 'vitest'
import { isSilent, readSpeech, SILENT_MARK, silenceRules } from '../../src/prompt/silence.ts'
import { fc, runs } from '../support/property.ts'

const spellings = [
  SILENT_MARK,
  'no_reply',
  'No_Reply',
  'NO REPLY',
  'NOREPLY',
  'NO-REPLY',
  'NO\\_REPLY',
  'ＮＯ＿ＲＥＰＬＹ',
  'NO_\u200BREPLY',
]
const dresses = [
  '',
  '"',
  '“',
  '«',
  '「',
  '`',
  '**',
  '_',
  '__',
  '# ',
  '> ',
  '[',
  '(',
  '- ',
  '```\n',
  ' \n',
  '\uFEFF',
  "'",
  '<',
  '…',
] as const
const endings = ['', '.', '"', '”', '**', '`', ']', '\n', '。', '!', '\n```', '__', '/>'] as const
const followers = [
  '',
  ' They were talking to each other.',
  '\n\nBob asked Ada, not me.',
  ' 誰も私に話していない。',
  ' 🤐',
] as const

const mark = fc
  .tuple(
    fc.constantFrom(...dresses),
    fc.constantFrom(...dresses),
    fc.constantFrom(...spellings),
    fc.constantFrom(...endings),
    fc.constantFrom(...followers),
  )
  .map(parts => parts.join(''))

const talk = fc.constantFrom(
  'No, that is Canberra.',
  'No',
  'No.',
  'Nobody knows.',
  'No replies yet, it seems.',
  'No reply from the server means that it is down.',
  'no-reply addresses can’t be answered.',
  'Noreply is what such a sender is called: it takes no mail.',
  'Nein, das ist Bern.',
  'Nós temos 3.',
  '👍',
  '"No" is what she said.',
  '**Notice**: at 8.',
  'の方がいいです。',
  '42',
  'Use `NO_REPLY` there.',
  'R',
  'NO_REPLYING is no word.',
)

/** What is told of a text that comes in pieces. */
function readInPieces(text: string, cuts: readonly number[]): readonly string[] {
  const ends = [...new Set(cuts.map(cut => cut % (text.length + 1)))].sort((a, b) => a - b)
  return [...ends, text.length].map(end => readSpeech(text.slice(0, end)))
}

const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 8 })

describe('the silent mark', () => {
  test('is found in whatever case and dress, and whatever follows, and nothing of it is ever taken for speech', () => {
    const neverSaid = fc.property(mark, cuts, (text, where) => {
      expect(isSilent(text)).toBe(true)
      expect(readInPieces(text, where)).not.toContain('speech')
    })
    fc.assert(neverSaid, runs(400))
  })

  test('is not found in what somebody says', () => {
    const alwaysSaid = fc.property(talk, cuts, (text, where) => {
      expect(isSilent(text)).toBe(false)
      expect(readInPieces(text, where)).not.toContain('silent')
    })
    fc.assert(alwaysSaid, runs(200))
  })

  test('is decided once: what is told of a beginning holds for every text that begins so', () => {
    const holds = fc.property(
      fc.oneof(mark, talk, fc.string({ unit: 'grapheme' })),
      fc.string(),
      cuts,
      (start, more, where) => {
        const told = readInPieces(start + more, where).filter(speech => speech !== 'undecided')
        expect(new Set(told).size).toBeLessThanOrEqual(1)
      },
    )
    fc.assert(holds, runs(400))
  })

  test.for(['Ada talks to Bob, so I stay out of it.\n\nNO_REPLY', 'Hm.\n**NO_REPLY**\n'])(
    'is found behind thoughts that stand in the answer: %s',
    text => {
      expect(isSilent(text)).toBe(true)
    },
  )

  test.for(['', ' \n', '\n\n'])('nothing at all is silence, too', text => {
    expect(isSilent(text)).toBe(true)
  })

  test.for(['Is', 'The capital', '“Can', '1.', 'は'])('the first word that begins otherwise is said: %s', text => {
    expect(readSpeech(text)).toBe('speech')
  })

  test('is what the model is told', () => {
    expect(silenceRules).toContain(SILENT_MARK)
  })
})
