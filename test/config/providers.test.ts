import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config/environment.ts'
import { modelSettings } from '../../src/config/models.ts'

const page = readFileSync(new URL('../../docs/providers.md', import.meta.url), 'utf8')
const examples = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gmu)].map(([, lines = '']) => lines)

/** With a key of one's own where the page has dots. */
function settingsIn(lines: string): Record<string, string> {
  const settings = [...lines.matchAll(/^([A-Z_]+)=(.*)$/gmu)].map(
    ([, name = '', value = '']) => [name, value.replace('…', 'own')] as const,
  )
  return Object.fromEntries(settings)
}

test.each(examples.map(lines => [/^# ([^:\n]+)/u.exec(lines)?.[1], lines]))(
  'the settings for %s can be read',
  (_, lines = '') => {
    const settings = settingsIn(lines)
    const config = readConfig({ DISCORD_TOKEN: 'token', ...settings })
    const { chat, embedder } = modelSettings(config)

    expect(chat.baseUrl).toBe(settings['OPENAI_BASE_URL'])
    expect(embedder.baseUrl).toBe(settings['EMBEDDING_BASE_URL'] ?? settings['OPENAI_BASE_URL'])
    // A key goes to the host it was given for, and to no other.
    const isElsewhere = settings['EMBEDDING_BASE_URL'] !== undefined
    expect(embedder.apiKey).toBe(settings[isElsewhere ? 'EMBEDDING_API_KEY' : 'OPENAI_API_KEY'])
  },
)

test('there is one for each provider of the table', () => {
  const rows = [...page.matchAll(/^\| ([A-Z]\w+|llama\.cpp|vLLM|LM Studio)[^|]*\| yes/gmu)].map(([, name]) => name)
  expect(rows).toHaveLength(examples.length)
})
