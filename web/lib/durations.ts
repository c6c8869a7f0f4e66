/** Amounts of time in words. All amounts are minutes. */

const two = (value: number) => String(value).padStart(2, '0')

/** "42 min", "5 h 03", "44 h 36"; with a true minus sign when negative. */
export function duration(minutes: number): string {
  const whole = Math.round(Math.abs(minutes))
  const sign = minutes < 0 && whole > 0 ? '−' : ''
  if (whole < 60) return `${sign}${whole} min`
  return `${sign}${Math.floor(whole / 60)} h ${two(whole % 60)}`
}

/** Coarser as it grows: "12 min", "2 h 10", "22 h", "1 d 2 h", "12 d". */
export function age(minutes: number): string {
  const whole = Math.max(0, Math.floor(minutes))
  if (whole < 600) return duration(whole)
  const hours = Math.floor(whole / 60)
  if (hours < 24) return `${hours} h`
  const days = Math.floor(hours / 24)
  return days < 10 && hours % 24 > 0 ? `${days} d ${hours % 24} h` : `${days} d`
}

/** "3,206" with a true minus sign. */
export const figure = (value: number) => value.toLocaleString('en-US').replace('-', '−')

/** "in 6 min", "now": until an instant that is near, both in epoch milliseconds. */
export function inMinutes(at: number, now: number): string {
  const minutes = Math.ceil((at - now) / 60_000)
  return minutes > 0 ? `in ${duration(minutes)}` : 'now'
}
