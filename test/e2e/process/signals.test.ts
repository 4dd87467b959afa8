import { describe, expect } from 'vitest'
import { environment, PROCESS_PATIENCE, test } from '../support/process-fixtures.ts'

describe.concurrent('a process that is asked to end', { timeout: 60_000 }, () => {
  test.for(['SIGTERM', 'SIGINT'] as const)(
    'at %s finishes the answer in hand, leaves what comes then to its next start, and exits 0',
    async (signal, { discord, model, program, ada, bob }) => {
      await program.start()
      const asked = model.nextCall()
      const question = await ada.dm('Tell me about rivers.')
      const call = await asked

      program.signal(signal)
      await program.logged('finishing the answers in hand')
      const late = await bob.dm('Am I too late?')
      await program.logged('not answered')
      call.says('They run to the sea.').ends()

      expect(await program.ended).toMatchObject({ code: 0, signal: null, stderr: '' })
      expect((await discord.reply(question, PROCESS_PATIENCE)).content).toBe('They run to the sea.')
      expect(discord.messages(bob.dmChannel).map(({ content }) => content)).toEqual(['Am I too late?'])
      expect(model.calls).toHaveLength(1)

      await program.start()
      expect((await discord.reply(late, PROCESS_PATIENCE)).content).toBe('You said: Am I too late?')
      await discord.reply(await ada.dm('And where do they begin?'), PROCESS_PATIENCE)

      expect(discord.messages(bob.dmChannel)).toHaveLength(2)
      expect(model.calls.at(-1)?.window).toEqual([
        { role: 'user', content: 'Tell me about rivers.' },
        { role: 'assistant', content: 'They run to the sea.' },
      ])
    },
  )

  test('answers what is edited then in its new words, or leaves it to its next start', async ({
    discord,
    model,
    program,
    ada,
    bob,
  }) => {
    await program.start()
    const before = await bob.dm('I live in Rome.')
    await discord.reply(before, PROCESS_PATIENCE)
    const asked = model.nextCall()
    const question = await ada.dm('Tell me about rivers.')
    await asked

    program.signal('SIGTERM')
    await program.logged('finishing the answers in hand')
    const anew = model.nextCall()
    await ada.edits(question, 'Tell me about lakes.')
    const call = await anew
    await bob.edits(before, 'I live in Oslo.')
    await program.logged('not answered')
    call.says('They are deep.').ends()
    expect(await program.ended).toMatchObject({ code: 0, stderr: '' })
    expect((await discord.reply(question, PROCESS_PATIENCE)).content).toBe('They are deep.')

    const changed = discord.until(({ kind }) => kind === 'edit', PROCESS_PATIENCE)
    await program.start()
    await changed
    expect(discord.messages(bob.dmChannel).map(({ content }) => content)).toEqual([
      'I live in Oslo.',
      'You said: I live in Oslo.',
    ])
  })

  test('ends at once at a second signal', async ({ discord, model, program, ada }) => {
    await program.start()
    const asked = model.nextCall()
    const question = await ada.dm('Tell me everything.')
    await asked

    program.signal('SIGTERM')
    await program.logged('finishing the answers in hand')
    program.signal('SIGINT')
    const { code } = await program.ended

    expect(code).toBe(1)
    expect(discord.messages({ id: question.channel_id })).toHaveLength(1)
  })

  test('and has not even started yet ends, too', async ({ discord, program, model, memoryUrl }) => {
    const held = Promise.withResolvers<void>()
    const isHeld = discord.until(({ kind }) => kind === 'gateway', PROCESS_PATIENCE)
    discord.fail({ method: 'PUT', path: /commands/, until: held.promise, times: Number.POSITIVE_INFINITY })
    program.launch(environment(discord, model, memoryUrl))
    await isHeld

    program.signal('SIGTERM')
    await program.logged('finishing the answers in hand')
    held.resolve()

    expect(await program.ended).toMatchObject({ code: 0, stderr: '' })
  })
})
