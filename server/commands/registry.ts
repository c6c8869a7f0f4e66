import type { WriteName } from '../contract/commands.js'
import type { AnyDecision } from '../core/command.js'
import { dayAdjust, daySwap } from './day-change.js'
import { leaveAnswer, leaveAsk, leaveCancel, leaveWord } from './leave.js'
import { hourNote, hourSign } from './hour.js'
import { balanceApply } from './balance-apply.js'
import { noteAnswer, noteDraft, noteOpen, noteSee, noteSend, noteSign, noteWrite } from './note.js'
import { noticeAcknowledge, noticeSave } from './notice.js'
import { passwordChange, passwordReset, sessionEndAll } from './password.js'
import { personAdd } from './person-add.js'
import { personEdit } from './person-edit.js'
import { gradeTick, personLook } from './person-look.js'
import { helpAnswer, helpAsk, personPresence } from './person-presence.js'
import { standardSet } from './standard-set.js'
import { planPublish, planSave } from './plan.js'
import { checkerSet, checklistSave, rateSet } from './quality.js'
import { reviewAsk, reviewDecide, reviewLeave, reviewTake } from './review.js'
import { reviewAcknowledge, reviewDispute, reviewSettle } from './review-dispute.js'
import { mappingRemove, mappingSave, officeSave, teamSave, typeSave } from './set-up.js'
import { patternClear, patternSave, shiftClear, shiftSave } from './shift-save.js'
import { shiftCopyWeek } from './shift-copy-week.js'
import { procedureRead, procedureSave, sheetSave } from './procedure.js'
import { skillSet } from './skill-set.js'
import {
  needClose,
  needEdit,
  needRecord,
  suggestionAccept,
  suggestionDismiss,
  targetSet,
} from './training-need.js'
import { trainingCancel, trainingChange, trainingPlan } from './training-session.js'
import { trainingAcknowledge, trainingAttend, trainingSign } from './training-sign.js'
import { taskAssign } from './task-assign.js'
import { taskCancel, taskReopen } from './task-cancel.js'
import { taskChange } from './task-change.js'
import { taskClaim } from './task-claim.js'
import { taskClaimNext } from './task-claim-next.js'
import { taskCreate } from './task-create.js'
import { taskEdit } from './task-edit.js'
import { taskExtend } from './task-extend.js'
import { taskFinish } from './task-finish.js'
import { taskHold, taskResume } from './task-hold.js'
import { taskImport } from './task-import.js'
import { taskNote } from './task-note.js'
import { taskRelease } from './task-release.js'
import { taskStep } from './task-step.js'
import { taskPin } from './task-pin.js'
import { teamRules } from './team-rules.js'
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
  'task.extend': taskExtend,
  'task.cancel': taskCancel,
  'task.reopen': taskReopen,
  'task.assign': taskAssign,
  'task.change': taskChange,
  'undo.apply': undoApply,
  'plan.save': planSave,
  'plan.publish': planPublish,
  'hour.note': hourNote,
  'hour.sign': hourSign,
  'person.presence': personPresence,
  'help.ask': helpAsk,
  'help.answer': helpAnswer,
  'person.add': personAdd,
  'person.edit': personEdit,
  'team.save': teamSave,
  'type.save': typeSave,
  'office.save': officeSave,
  'standard.set': standardSet,
  'mapping.save': mappingSave,
  'mapping.remove': mappingRemove,
  'password.change': passwordChange,
  'password.reset': passwordReset,
  'session.endAll': sessionEndAll,
  'shift.save': shiftSave,
  'shift.clear': shiftClear,
  'shift.copyWeek': shiftCopyWeek,
  'pattern.save': patternSave,
  'pattern.clear': patternClear,
  'leave.ask': leaveAsk,
  'leave.word': leaveWord,
  'leave.answer': leaveAnswer,
  'leave.cancel': leaveCancel,
  'day.adjust': dayAdjust,
  'day.swap': daySwap,
  'balance.apply': balanceApply,
  'task.pin': taskPin,
  'team.rules': teamRules,
  'checklist.save': checklistSave,
  'rate.set': rateSet,
  'checker.set': checkerSet,
  'review.ask': reviewAsk,
  'review.take': reviewTake,
  'review.leave': reviewLeave,
  'review.decide': reviewDecide,
  'review.acknowledge': reviewAcknowledge,
  'review.dispute': reviewDispute,
  'review.settle': reviewSettle,
  'skill.set': skillSet,
  'target.set': targetSet,
  'need.record': needRecord,
  'need.edit': needEdit,
  'need.close': needClose,
  'suggestion.accept': suggestionAccept,
  'suggestion.dismiss': suggestionDismiss,
  'training.plan': trainingPlan,
  'training.change': trainingChange,
  'training.cancel': trainingCancel,
  'training.attend': trainingAttend,
  'training.sign': trainingSign,
  'training.acknowledge': trainingAcknowledge,
  'sheet.save': sheetSave,
  'procedure.save': procedureSave,
  'procedure.read': procedureRead,
  'note.draft': noteDraft,
  'note.write': noteWrite,
  'note.sign': noteSign,
  'note.see': noteSee,
  'note.answer': noteAnswer,
  'note.send': noteSend,
  'note.open': noteOpen,
  'person.look': personLook,
  'notice.save': noticeSave,
  'notice.acknowledge': noticeAcknowledge,
  'grade.tick': gradeTick,
} satisfies Record<WriteName, AnyDecision>
