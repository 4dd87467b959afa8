import type { Fault as RestFault } from '../../fake-discord/faults.ts'
import type { Fault } from './fault.ts'

/** What the bot says, and what it looks at. */
const MESSAGES = /^\/channels\/\d+\/messages/u
const SLOW_MS = 2500
const LIMITED = { message: 'You are being rate limited.', retry_after: 1, global: false }

export const failRest = meetingAll({ status: 500 })
export const limitRest = meetingAll({ status: 429, body: LIMITED, headers: { 'Retry-After': '1' } })
export const slowRest = meetingAll({ afterMs: SLOW_MS })
/** Everything is done, and nobody hears of it. */
export const loseRestAnswers = meetingAll({ served: true, dropSocket: true })

/** What is asked for is not answered until the fault is over. */
export const hangRest: Fault = async (world, planned) => {
  const over = Promise.withResolvers<void>()
  const lift = await meetingAll({ until: over.promise })(world, planned)
  return async () => {
    over.resolve()
    await lift()
  }
}

function meetingAll(fault: RestFault): Fault {
  return async ({ discord }) => {
    const lift = discord.fail({ path: MESSAGES, times: Number.POSITIVE_INFINITY, ...fault })
    return async () => lift()
  }
}
