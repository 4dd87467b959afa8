// npm run bench:tokens: what counting tokens and assembling prompts cost.
import { assembleWithCounter } from '../src/prompt/assemble.ts'
import { byteCounter, loadTokenCounter } from '../src/prompt/tokens/counter.ts'
import { sized } from './options.ts'

const SIZE = sized(100_000, 1000)

function time<T>(label: string, work: () => T): T {
  const begun = performance.now()
  const result = work()
  process.stdout.write(`${label.padEnd(44)} ${(performance.now() - begun).toFixed(2).padStart(9)} ms\n`)
  return result
}

globalThis.gc?.()
const before = process.memoryUsage().rss
const begun = performance.now()
const counter = await loadTokenCounter()
const loaded = performance.now() - begun
globalThis.gc?.()
const grown = (process.memoryUsage().rss - before) / 1e6
process.stdout.write(`ranks: ${loaded.toFixed(0)} ms, ${grown.toFixed(0)} MB of RSS\n`)

const bytes = Buffer.from(Array.from({ length: SIZE }, (_, at) => (at * 7919 + at * at) % 256))
const prose = 'The quick brown fox jumps over the lazy dog. '.repeat(SIZE / 45)
const chinese = '漢字 仮名 交文'.replaceAll(' ', '')
const texts: Record<string, string> = {
  '2,000 Chinese characters': chinese.repeat(334),
  'one letter': 'a'.repeat(SIZE),
  'one capital': 'A'.repeat(SIZE),
  'Chinese characters': chinese.repeat(SIZE / 6),
  emoji: '👩‍👩‍👧🎉'.repeat(SIZE / 10),
  base64: bytes.toString('base64').slice(0, SIZE),
  spaces: `${' '.repeat(SIZE)}a`,
  'line ends': '\n'.repeat(SIZE),
  punctuation: '!?'.repeat(SIZE / 2),
  digits: '1'.repeat(SIZE),
  prose,
}
for (const [name, text] of Object.entries(texts)) time(`${name}, ${text.length} characters`, () => counter.count(text))

const ROUNDS = sized(10_000, 10)
const turn = {
  text: 'Some sentence of an ordinary talk, not too long. '.repeat(4),
  saidAt: 0,
  scope: 'dm',
  id: '1',
} as const
const window = Array.from({ length: 20 }, (_, at) =>
  at % 2 === 0 ? { ...turn, role: 'user' as const, rev: 0 } : { ...turn, role: 'assistant' as const, messages: [] },
)
const message = { author: 'Ada', text: turn.text, saidAt: 0 }
const parts = { system: turn.text.repeat(6), window, replyChain: [], channel: [], message, attachments: [] }
const forMemory = { memoryTokens: 1500, profileTokens: 400, summaryTokens: 500, channelTokens: 2500 }
const budget = { contextTokens: 8000, responseTokens: 1000, ...forMemory }
for (const [name, by] of Object.entries({ bytes: byteCounter, tokens: counter })) {
  time(`${ROUNDS} prompts of a 20-turn window, by ${name}`, () => {
    for (let round = 0; round < ROUNDS; round += 1) assembleWithCounter(parts, budget, by)
  })
}
const large = { kind: 'text' as const, name: 'book.txt', text: prose.repeat(50) }
for (const [name, by] of Object.entries({ bytes: byteCounter, tokens: counter })) {
  time(`a file of ${large.text.length} characters cut, by ${name}`, () =>
    assembleWithCounter({ ...parts, attachments: [large] }, budget, by),
  )
}
