const place = 'tallyboard.reloaded'
const soon = 30_000

/** Loads the page anew, since the server speaks another contract; not again and again, should that not help. */
export function reloadOnce(): void {
  const last = Number(sessionStorage.getItem(place) ?? 0)
  if (Date.now() - last < soon) return
  sessionStorage.setItem(place, String(Date.now()))
  location.reload()
}
