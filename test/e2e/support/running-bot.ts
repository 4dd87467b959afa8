import { test as story } from './fixtures.ts'

/** A whole-bot test whose bot runs from the start, also where the story never names it. */
export const test = story.extend('running', { auto: true }, ({ bot }) => bot)
