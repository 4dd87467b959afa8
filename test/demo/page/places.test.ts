import { expect } from 'vitest'
import { test } from './support/browser.ts'

test('shows each person the places that they see', async ({ page }) => {
  const places = page.getByRole('navigation', { name: 'People and places' })
  await expect(places.getByRole('button', { name: /staff/u }).isVisible()).resolves.toBe(true)

  await page.getByRole('radio', { name: /Cleo/u }).check({ force: true })

  await expect(places.getByRole('button', { name: /staff/u }).count()).resolves.toBe(0)
})
