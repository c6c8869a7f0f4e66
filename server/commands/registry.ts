import type { WriteName } from '../contract/commands.js'
import type { AnyDecision } from '../core/command.js'
import { balanceApply } from './balance-apply.js'
import { passwordChange, passwordReset, sessionEndAll } from './password.js'
import { personAdd } from './person-add.js'
import { personEdit } from './person-edit.js'
import { helpAnswer, helpAsk, personPresence } from './person-presence.js'
import { mappingRemove, mappingSave, officeSave, teamSave, typeSave } from './set-up.js'
import { taskAssign } from './task-assign.js'
import { taskCancel, taskReopen } from './task-cancel.js'
import { taskClaim } from './task-claim.js'
import { taskClaimNext } from './task-claim-next.js'
import { taskCreate } from './task-create.js'
import { taskEdit } from './task-edit.js'
import { taskFinish } from './task-finish.js'
import { taskHold, taskResume } from './task-hold.js'
import { taskImport } from './task-import.js'
import { taskNote } from './task-note.js'
import { taskRelease } from './task-release.js'
import { taskStep } from './task-step.js'
import { taskPin, teamRules } from './team-rules.js'
import { undoApply } from './undo.js'

/** Each command of the contract; the type makes it impossible to forget one. */
export const decisions = {
  'task.create': taskCreate,
  'task.import': taskImport,
  'task.claim': taskClaim,
  'task.claimNext': taskClaimNext,
  'task.release': taskRelease,
  'task.finish': taskFinish,
  'task.hold': taskHold,
  'task.resume': taskResume,
  'task.step': taskStep,
  'task.note': taskNote,
  'task.edit': taskEdit,
  'task.cancel': taskCancel,
  'task.reopen': taskReopen,
  'task.assign': taskAssign,
  'person.presence': personPresence,
  'help.ask': helpAsk,
  'help.answer': helpAnswer,
  'person.add': personAdd,
  'person.edit': personEdit,
  'team.save': teamSave,
  'type.save': typeSave,
  'office.save': officeSave,
  'mapping.save': mappingSave,
  'mapping.remove': mappingRemove,
  'password.change': passwordChange,
  'password.reset': passwordReset,
  'session.endAll': sessionEndAll,
  'balance.apply': balanceApply,
  'undo.apply': undoApply,
  'task.pin': taskPin,
  'team.rules': teamRules,
} satisfies Record<WriteName, AnyDecision>
