import { ComponentType } from 'discord.js'
import { expect, test } from 'vitest'
import { controlsOf } from '../../../../fake-discord/messages/controls.ts'
import { textOf } from '../../../../fake-discord/messages/text.ts'
import { type PrivacyState, privacyPanel } from '../../../../src/discord/commands/privacy/panel.ts'
import { catalogues } from '../../../../src/locales/locales.ts'

const limits = {
  maxFacts: 100_000,
  maxEntities: 100_000,
  historyDays: 3650,
  learnDelayMs: 86_400_000,
  timeZone: 'America/Argentina/ComodRivadavia',
  providers: { chat: `${'a'.repeat(200)}.example`, embeddings: `${'b'.repeat(200)}.example` },
}
const privacy: PrivacyState = {
  user: '9'.repeat(20),
  settings: { isPaused: true, timeZone: '+05:45' },
  incognitoUntil: Date.UTC(2026, 0, 15),
  nothingKept: undefined,
  now: Date.UTC(2026, 0, 15),
}

test.for(Object.entries(catalogues))('the panel fits into a message (%s)', ([, texts]) => {
  const view = privacyPanel({ ...privacy, note: texts.privacy.unknownTimeZone }, limits, texts)
  const components = typeof view !== 'string' && 'components' in view ? [...view.components] : []

  expect(textOf({ content: '', components }).length).toBeLessThan(4000)
  for (const { type, label = '', placeholder = '', custom_id: id = '', options = [] } of controlsOf(components)) {
    expect(label.length).toBeLessThanOrEqual(80)
    expect(placeholder.length).toBeLessThanOrEqual(150)
    expect(id.length).toBeLessThanOrEqual(100)
    if (type === ComponentType.StringSelect) expect(options.length).toBeLessThanOrEqual(25)
  }
})
