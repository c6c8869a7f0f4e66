import { onBoard, type ShownTask, type TaskTypeRow } from '../../server/contract/rows.js'
import { mayExtend } from './extend-task.js'
import { whyNotClaim, type Claimant } from './my-claims.js'

export type Action =
  | 'claim'
  | 'finish'
  | 'hold'
  | 'resume'
  | 'release'
  | 'assign'
  | 'edit'
  | 'extend'
  | 'note'
  | 'step'
  | 'cancel'
  | 'reopen'
  | 'help'
  | 'check'
  | 'uncheck'

export const leadsIt = (me: Claimant, task: Pick<ShownTask, 'team'>) =>
  me.role === 'lead' && me.leads.includes(task.team)

/** Whether a lead may put it back into the queue; what is in hand has to be released. */
export const isReturnable = ({ status }: Pick<ShownTask, 'status'>) =>
  status === 'assigned' || status === 'waiting'

/**
 * Whether a lead may have it checked: while it is open and nobody asked for it yet, or once it is
 * finished and was not checked. Finished work can be checked only on its own day, which is for whoever
 * knows the time zone to look at.
 */
export function isCheckable(task: ShownTask): boolean {
  const { status, checkAsked, finishedBy, review } = task
  if (status === 'done') return !!finishedBy && !review
  return onBoard(status) && status !== 'review' && !checkAsked
}

/** Whether somebody may take back that they asked for its check, of work that is not their own. */
export const isTakenBack = (me: Pick<Claimant, 'id'>, task: ShownTask): boolean =>
  task.checkAsked === me.id && onBoard(task.status) && task.holder !== me.id

/**
 * What this person may do with a task as it stands. The server decides; this only spares people
 * buttons that would be refused.
 */
export function actionsFor(
  me: Claimant,
  task: ShownTask,
  type: TaskTypeRow | undefined,
): Set<Action> {
  const holds = task.holder === me.id
  const leads = leadsIt(me, task)
  const mine = holds || leads
  const { status } = task
  const allowed: [Action, boolean][] = [
    ['claim', whyNotClaim(me, task, type) === null],
    ['finish', holds && status === 'active'],
    ['step', holds && status === 'active'],
    ['help', holds && status === 'active'],
    ['hold', mine && status === 'active'],
    ['resume', mine && status === 'waiting'],
    ['release', mine && (status === 'active' || status === 'assigned' || status === 'waiting')],
    ['assign', leads && (status === 'queued' || status === 'assigned' || status === 'waiting')],
    ['edit', mine && onBoard(status) && task.title !== undefined],
    ['extend', mine && onBoard(status) && mayExtend(task)],
    ['note', onBoard(status) && task.title !== undefined],
    ['cancel', onBoard(status) && (leads || (status === 'queued' && task.createdBy === me.id))],
    ['reopen', leads && !onBoard(status)],
    ['check', leads && isCheckable(task)],
    ['uncheck', leads && isTakenBack(me, task)],
  ]
  return new Set(allowed.flatMap(([action, may]) => (may ? [action] : [])))
}
