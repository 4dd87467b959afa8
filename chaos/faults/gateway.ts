import type { Fault } from './fault.ts'

const nothingToMend = async () => undefined

/** The connection breaks, and its client can take its session up again. */
export const loseConnection: Fault = async ({ discord }) => {
  discord.disconnect({ resumable: true })
  return nothingToMend
}

/** The session is gone with all that was not heard yet. */
export const loseSession: Fault = async ({ discord }) => {
  discord.invalidateSessions({ resumable: false })
  return nothingToMend
}

export const askToReconnect: Fault = async ({ discord }) => {
  discord.askToReconnect()
  return nothingToMend
}
