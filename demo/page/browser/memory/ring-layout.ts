/** A place on the ring: `x` in percent of the width, `y` in pixels from the top. */
interface RingPoint {
  readonly x: number
  readonly y: number
}

export interface RingLayout {
  /** In pixels. */
  readonly height: number
  readonly middle: RingPoint
  readonly points: readonly RingPoint[]
}

/** How wide a label may be, in percent of the width. */
export const LABEL_WIDTH = 29
/** How far apart labels are that stand one below the other, in pixels. */
export const ROW_HEIGHT = 38

const RADIUS_X = 50 - LABEL_WIDTH / 2
/** With few around it the middle needs room of its own above and below. */
const LEAST_RADIUS_Y = 1.5 * ROW_HEIGHT

/**
 * Places for labels on an ellipse around one in the middle, in pairs from top to bottom, left and right; an odd one stands alone
 * at the top. Labels are wide and low: with equal angles those at the top and the bottom would lie over one another, with equal
 * rows none does.
 */
export function layOutRing(count: number): RingLayout {
  const hasTop = count % 2 === 1
  const rows = Math.ceil(count / 2)
  const radiusY = rows < 2 && !hasTop ? 0 : Math.max(LEAST_RADIUS_Y, ((rows - 1) * ROW_HEIGHT) / 2)
  const middle = { x: 50, y: radiusY + ROW_HEIGHT / 2 }
  const points = Array.from({ length: count }, (_, index): RingPoint => {
    const row = Math.floor((index + Number(hasTop)) / 2)
    const down = rows === 1 ? -Number(hasTop) : (2 * row) / (rows - 1) - 1
    const y = middle.y + down * radiusY
    if (hasTop && index === 0) return { x: middle.x, y }
    const outwards = Math.max((LABEL_WIDTH + 1) / 2, RADIUS_X * Math.sqrt(1 - down ** 2))
    return { x: middle.x + ((index % 2 === 0) === hasTop ? outwards : -outwards), y }
  })
  return { height: 2 * middle.y, middle, points }
}
