/** The most that a set of whole tasks gains that fits into a person's minutes, and which set that is. */
export class Knapsack {
  private readonly gains: Float64Array
  private tasks = new Int32Array(32)
  private minutes = new Int32Array(32)
  private worth = new Float64Array(32)
  private chosen = new Uint8Array(0)
  private count = 0

  /** @param size whole minutes */
  constructor(private readonly size: number) {
    this.gains = new Float64Array(size + 1)
  }

  clear(): void {
    this.count = 0
  }

  /** @param gain above 0 */
  add(task: number, minutes: number, gain: number): void {
    if (this.count === this.tasks.length) this.widen()
    this.tasks[this.count] = task
    this.minutes[this.count] = minutes
    this.worth[this.count++] = gain
  }

  /** @returns the most that can be gained */
  fill(): number {
    const { gains, size, count } = this
    let sum = 0
    let all = 0
    for (let n = 0; n < count; n++) {
      sum += this.minutes[n] as number
      all += this.worth[n] as number
    }
    const width = size + 1
    if (this.chosen.length < count * width) this.chosen = new Uint8Array(count * width * 2)
    if (sum <= size) {
      this.chosen.fill(1, 0, count * width)
      return all
    }
    const { chosen } = this
    chosen.fill(0, 0, count * width)
    gains.fill(0)
    for (let n = 0, row = 0; n < count; n++, row += width) {
      const takes = this.minutes[n] as number
      const gain = this.worth[n] as number
      for (let t = size; t >= takes; t--) {
        const then = (gains[t - takes] as number) + gain
        if (then <= (gains[t] as number)) continue
        gains[t] = then
        chosen[row + t] = 1
      }
    }
    return gains[size] as number
  }

  /** The tasks of that set. */
  *taken(): Generator<number> {
    const width = this.size + 1
    let left = this.size
    for (let n = this.count - 1; n >= 0; n--) {
      if (!this.chosen[n * width + left]) continue
      left -= this.minutes[n] as number
      yield this.tasks[n] as number
    }
  }

  private widen(): void {
    const wider = <A extends Int32Array | Float64Array>(row: A, next: A): A => (next.set(row), next)
    this.tasks = wider(this.tasks, new Int32Array(this.tasks.length * 2))
    this.minutes = wider(this.minutes, new Int32Array(this.minutes.length * 2))
    this.worth = wider(this.worth, new Float64Array(this.worth.length * 2))
  }
}
