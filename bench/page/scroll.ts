import type { Measured } from './measured-demo.ts'

const STEP_PX = 600
const RUNS = 5
/** Each frame's length between two of its own, as long as it is asked for. */
const RECORD = `
  window.frames = []
  let last = performance.now()
  const look = now => {
    window.frames.push(now - last)
    last = now
    window.recording = requestAnimationFrame(look)
  }
  window.recording = requestAnimationFrame(look)`
const LONGEST = 'cancelAnimationFrame(window.recording), Math.max(...window.frames.slice(2))'

/** Scrolls through a channel of so many messages, up and down; the longest frame of each run, in ms. */
export async function longestFrames({ world, page }: Measured, messages: number): Promise<readonly number[]> {
  const { discord } = world
  const bob = discord.user('Bob')
  const general = discord.channel('general')
  for (let number = 1; number <= messages; number += 1)
    await bob.says(general, `Message ${number}: ${'some words of it, '.repeat((number % 7) + 1)}and **its end**.`)
  await page.getByRole('navigation').getByRole('button', { name: 'general' }).first().click()
  await page.getByText(`Message ${messages}:`).first().waitFor()
  await page.mouse.move(640, 400)
  const longest: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const step = run % 2 === 0 ? -STEP_PX : STEP_PX
    await page.evaluate(RECORD)
    for (let moved = 0; moved < messages; moved += 10) await page.mouse.wheel(0, step)
    longest.push(Number(await page.evaluate(LONGEST)))
  }
  return longest
}
