import type { OfficeRow } from '../contract/rows.js'
import type { DeskRules } from '../contract/desk-rows.js'

/** How an office's leads run their desks until it says otherwise. The causes are the usual ones of a lean board. */
export const deskDefaults: DeskRules = {
  leaveBy: 'lead',
  utilisation: 0.8,
  causes: [
    { id: 'absence', name: 'Absence' },
    { id: 'training', name: 'Training or meeting' },
    { id: 'volume', name: 'More arrived than planned' },
    { id: 'complexity', name: 'Harder work than usual' },
    { id: 'system', name: 'System or equipment down' },
    { id: 'waiting', name: 'Waiting on others' },
    { id: 'interruptions', name: 'Calls and visitors' },
    { id: 'rework', name: 'Corrections' },
    { id: 'plan', name: 'The plan was wrong' },
    { id: 'other', name: 'Other' },
  ],
}

export const deskRules = ({ desk }: Pick<OfficeRow, 'desk'>): DeskRules => ({ ...deskDefaults, ...desk })
