import { describe, expect, test } from 'vitest'
import { closeMarks } from '../../../../src/discord/outgoing/markdown/close-marks.ts'

describe('of an answer that still grows', () => {
  test.each([
    ['a spoiler is hidden from its first word on', 'It was ||the but', 'It was ||the but||'],
    ['so is one with white space behind its mark', 'It was || the but', 'It was || the but||'],
    ['half a closing mark is not shown', 'It was ||the butler|', 'It was ||the butler||'],
    ['a mark with nothing behind it waits', 'It was ||', 'It was'],
    ['marks are closed from the inside out', '**It was *the ||but', '**It was *the ||but||***'],
    ['bold is bold before it ends', 'a **very lo', 'a **very lo**'],
    ['half an end of it is not shown', 'a **very long*', 'a **very long**'],
    ['what is closed stays', 'a **very** _long_', 'a **very** _long_'],
    ['a backslash does not take the meaning of what closes', 'a ||b\\', 'a ||b||'],
    ['code is code before it ends', 'Run `npm ru', 'Run `npm ru`'],
    ['so is a block of it', 'Run\n```sh\nnpm ru', 'Run\n```sh\nnpm ru\n```'],
    ['pipes in it hide nothing', '```sh\na || b', '```sh\na || b\n```'],
    ['half its fence is not shown', '```sh\nnpm run x\n``', '```sh\nnpm run x\n```'],
    ['its language waits until it is whole', 'Run\n```java', 'Run'],
    ['a link waits until it is whole', 'See [the guide](https://docs.exa', 'See'],
    ['so does a bare one', 'See https://docs.exa', 'See'],
    ['a mention waits', 'Ask <@1234', 'Ask'],
    ['the mark of a line waits for its words', 'Three things:\n- ', 'Three things:'],
    ['a quoted block of code ends within the quote', '> ```\n> a', '> ```\n> a\n> ```'],
    ['a name with an underscore is a name', 'set user_na', 'set user_na'],
    ['a product is a product', '3 * 4 = 1', '3 * 4 = 1'],
    ['a star of an earlier paragraph is a star', 'It rated 5*\n\nand mo', 'It rated 5*\n\nand mo'],
    ['in Japanese as well', '犯人||執事', '犯人||執事||'],
  ])('%s', (_, text, shown) => {
    expect(closeMarks(text, true)).toBe(shown)
  })
})

describe('of an answer that was broken off', () => {
  test.each([
    ['a spoiler is closed', 'It was ||the but', 'It was ||the but||'],
    ['a block of code is closed', '```sh\nnpm ru', '```sh\nnpm ru\n```'],
    ['what closes by itself stays as it is', 'a || b, 5*, **x', 'a || b, 5*, **x'],
    ['an empty one as well', 'It was ||', 'It was ||'],
  ])('%s', (_, text, shown) => {
    expect(closeMarks(text)).toBe(shown)
  })
})
