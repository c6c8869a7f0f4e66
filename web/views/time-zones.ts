/** Time zones to choose from, findable by city and by the zone's common name. */

export type ZoneChoice = { value: string; label: string; hint: string }

const parts = (zone: string, style: 'longGeneric' | 'longOffset', at: number) =>
  new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: style })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value ?? ''

/** "−7:00", as it is at that moment; "±0:00" for Greenwich. */
function offset(zone: string, at: number): string {
  const text = parts(zone, 'longOffset', at).replace('GMT', '')
  return text === '' ? '±0:00' : text.replace('-', '−').replace(/^([+−])0/, '$1')
}

function choice(zone: string, at: number): ZoneChoice {
  const name = zone.replaceAll('_', ' ')
  const common = parts(zone, 'longGeneric', at)
  const spoken = /^GMT/.test(common) || common === '' ? name : `${name} · ${common}`
  return { value: zone, label: spoken, hint: offset(zone, at) }
}

/** All zones that this machine knows, and `own`, which an office may have from elsewhere. */
export function zoneChoices(at: number, own: string): ZoneChoice[] {
  const zones = new Set(Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/')))
  if (own !== '') zones.add(own)
  return [...zones].sort().map((zone) => choice(zone, at))
}

export const ownZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** "10:42", so that a wrong zone is noticed at once; empty when there is no such zone. */
export function timeIn(zone: string, at: number): string {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: 'numeric',
      minute: '2-digit',
      hourCycle: 'h23',
      weekday: 'long',
    }).format(at)
  } catch {
    return ''
  }
}
