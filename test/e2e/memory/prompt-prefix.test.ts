import { describe, expect } from 'vitest'
import type { Call } from '../support/model-server.ts'
import { sayAndSeedFact } from '../support/panels.ts'
import { test } from '../support/running-bot.ts'

/** The prompt as a provider compares it with the one before, without the message that asks. */
function prefixOf({ prompt }: Call): string {
  return prompt.messages
    .slice(0, -1)
    .map(({ role, content }) => `${role}: ${String(content)}`)
    .join('\n')
}

/** How many of these prompts begin with all of the one before but its question, and the turns that were added. */
function continued(calls: readonly Call[]): boolean[] {
  return calls.slice(1).map((call, at) => prefixOf(call).startsWith(prefixOf(calls[at] as Call)))
}

describe('the beginning of a prompt', () => {
  test('stays as it was from answer to answer, whatever is asked, while nothing new is known', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    for (const place of ['Oslo', 'Rome', 'Porto']) {
      await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], `I have been to ${place}`)
    }
    const since = model.calls.length

    for (const text of ['Hi', 'What of Rome?', 'And Porto?', 'Oslo, then?']) await discord.reply(await ada.dm(text))

    const calls = model.calls.slice(since)
    expect(continued(calls)).toEqual([true, true, true])
    expect(calls[0]?.notes).toHaveLength(3)
    expect(calls.map(({ question }) => question.includes('[Notes'))).toEqual([false, false, false, false])
  })
})

describe('the beginning of a prompt in a long talk', () => {
  test.override({ settings: { WINDOW_MESSAGES: '8', MESSAGES_PER_MINUTE: '100' }, loopback: { channelLimits: false } })

  test('changes in steps while the window is too long for all to stand in it', async ({ discord, model, ada }) => {
    model.otherwiseExtracts = extraction => extraction.refuses(401)

    for (let at = 0; at < 24; at += 1) await discord.reply(await ada.dm(`Message ${at}`))

    const changes = continued(model.calls).filter(isContinued => !isContinued)
    expect(changes.length).toBeLessThanOrEqual(4)
    expect(Math.max(...model.calls.map(({ window }) => window.length))).toBe(16)
  })
})
