/** Which type of the office a city's own word for its work suggests; every word here is of a real file. */
import { describe, expect, it } from 'vitest'
import { denver311 } from '../../db/offices/denver-311.js'
import { stLouisClerical } from '../../db/offices/st-louis-clerical.js'
import { likest } from '../../server/domain/import/words.js'

const suggests = (types: readonly { name: string }[]) => (text: string) =>
  likest(text, types)?.name ?? null

describe('a 311 desk', () => {
  const suggested = suggests(denver311.types)

  it.each([
    ['Schedule a Bulk Item Pickup', 'Bulky item'],
    ['Request Large Bulky Item Collection', 'Bulky item'],
    ['Street Light Outages (Internal)', 'Street light'],
    ['Street Light Knock Downs', 'Street light'],
    ['Street Light Condition', 'Street light'],
    ['Request for Pothole Repair', 'Pothole'],
    ['Sticker Request', 'Cart or sticker'],
    ['Recycling Cart Return', 'Cart or sticker'],
    ['General Comments For a Program or Policy', 'Program comment'],
    ['Sidewalk Repair (Make Safe)', 'Sidewalk'],
    ['Traffic Signal Repair', 'Signal repair'],
    ['New Sign  Crosswalk or Pavement Marking', 'Sign'],
    ['Pick up Dead Animal', 'Animal'],
    ['Abandoned Vehicles', 'Abandoned vehicle'],
    ['Missed Collection (All Materials)', 'Missed collection'],
    ['Overgrown Tree/Branches', 'Tree'],
    ['Graffiti', 'Graffiti'],
  ])('takes “%s” for %s', (text, name) => {
    expect(suggested(text)).toBe(name)
  })

  it.each([
    'Street Condition',
    'Requests for Street Cleaning',
    'Noise - Street/Sidewalk',
    'Noise - Vehicle',
    'Abandoned Building',
    'Abandoned Bicycle',
    'Building Inspection Request',
    'Contractor Complaints',
    'Taxi Complaint',
    'Roadway Repair',
    'Traffic Signal Condition',
    'Utility Call-In',
    'Public Works General Request',
    'Missed Trash/Recycling/Yard Waste/Bulk Item',
    'GENERAL',
    '',
  ])('makes nothing of “%s”', (text) => {
    expect(suggested(text)).toBeNull()
  })
})

describe('a clerical pool', () => {
  const suggested = suggests(stLouisClerical.types)

  it.each([
    ['Building Inspection Request', 'Inspection request'],
    ['Phone Bank Service Inquiry', 'Phone inquiry'],
    ['Cemetery Maintenance Request', null],
    ['Special Projects Inspection Team (SPIT)', null],
    ['Work w/out Permit', null],
  ])('takes “%s” for %s', (text, name) => {
    expect(suggested(text)).toBe(name)
  })
})

it('joins what is written apart, and reads a name that is all in brackets', () => {
  const types = [{ name: 'Pickup' }, { name: '(Other)' }]
  expect(likest('Pick-up requests', types)?.name).toBe('Pickup')
  expect(likest('other', [{ name: 'Mail' }])).toBeNull()
})
