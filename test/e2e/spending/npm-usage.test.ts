import { expect } from 'vitest'
import { createKeys } from '../../../src/redis/keys.ts'
import { redisUsageLedger } from '../../../src/redis/stores/usage-ledger.ts'
import { readUsageReport } from '../../../src/spending/report.ts'
import { plainRedis } from '../../redis/support/fixtures.ts'
import { testFolder } from '../../redis/support/local-server.ts'
import { PROCESS_PATIENCE, runCommand, runCommandsInTurn, test } from '../support/process-fixtures.ts'

test('the operator reads what was spent beside a running bot', { timeout: 120_000 }, async ({
  discord,
  model,
  program,
  memoryUrl,
  bob,
  general,
}) => {
  await program.start({ MODEL_PRICES: '{"gpt-5.4-mini":{"in":1000,"out":2000}}' })
  model.plays(call => call.says('Hello.').took(1000, 250).ends())
  await discord.reply(await bob.says(general, 'Hello?', { mention: true }), PROCESS_PATIENCE)
  const ledger = redisUsageLedger(plainRedis(memoryUrl), createKeys(), Date.now)
  await expect
    .poll(() => readUsageReport(ledger, 7), PROCESS_PATIENCE)
    .toMatchObject({ purposes: expect.arrayContaining([expect.objectContaining({ name: 'chat' })]) })

  const usage = (...args: readonly string[]) => runCommand('usage', { args, settings: { REDIS_URL: memoryUrl } })
  const [json, table] = await Promise.all([usage('--json', '--days', '7'), usage()])
  const report = JSON.parse(json.stdout)

  expect(report.purposes[0]).toEqual({
    ...{ name: 'chat', requests: 1, costDollars: 1.5 },
    tokens: { read: 1000, readAgain: 0, written: 250, unpriced: 0 },
  })
  expect(report.servers[0]).toMatchObject({ name: discord.guild.id, costDollars: 1.5 })
  expect(report.models[0]).toMatchObject({ model: 'gpt-5.4-mini', host: new URL(model.url).host })
  expect(report.days).toHaveLength(7)
  expect([table.code, table.stderr]).toEqual([0, ''])
  expect(table.stdout).toMatch(/^chat +1 +1000 +0 +250 +\$1\.50$/mu)
})

test('with what it does not know it says how it is used, and where there is no memory that', {
  timeout: 60_000,
}, async () => {
  const wrong = [['--days', '0'], ['--days', '91'], ['--days', 'all'], ['--dayz', '7'], ['extra']]

  const said = await runCommandsInTurn(
    [...wrong, []].map(args => ({ name: 'usage', args })),
    testFolder(),
  )

  const nowhere = said.pop()
  for (const { code, stdout, stderr } of said) {
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('npm run usage -- [--days')
  }
  expect(said).toHaveLength(wrong.length)
  expect(nowhere?.code).toBe(1)
  expect(nowhere?.stderr).toContain('There is no memory here: REDIS_URL is not set')
})
